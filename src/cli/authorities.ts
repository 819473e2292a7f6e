import { X509Certificate } from 'node:crypto';
import { ProblemError } from '../protocol/problem.ts';
import { readText } from './read-input.ts';

/**
 * The certificate authorities in a PEM file, to trust beside the built-in ones for as long as the command runs; none without a
 * file.
 *
 * @throws ProblemError `input.unreadable` when the file cannot be read, `input.invalid` when it holds no certificate or one that
 *   may not issue others.
 */
export function authoritiesIn(file: string | undefined): string[] {
  if (file === undefined) return [];
  const found = readText(file).match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw wrongAuthority('the file holds no PEM certificate');
  for (const pem of found) {
    const certificate = readCertificate(pem);
    if (!certificate.ca) {
      throw wrongAuthority(`${certificate.subject.replaceAll('\n', ', ')} is no certificate authority`);
    }
  }
  return [...found];
}

function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw wrongAuthority('a certificate in the file cannot be read');
  }
}

function wrongAuthority(detail: string): ProblemError {
  return new ProblemError('input.invalid', { field: '--ca', detail });
}
