import { X509Certificate } from 'node:crypto';
import { type Authority, maxAuthorities } from '../../protocol/models/authority.ts';
import { ProblemError } from '../../protocol/problem.ts';

const begin = '-----BEGIN CERTIFICATE-----';
const end = '-----END CERTIFICATE-----';

/** An authority with its certificate as PEM. */
export type KnownAuthority = Authority & { pem: string };

/**
 * The authorities in a PEM text, each once. Whatever else stands in the text, such as names above the certificates, is passed over.
 *
 * @param field - what the text came by, for the problem
 * @throws ProblemError `input.invalid` when there is none, one cannot be read, or one may not issue certificates (RFC 5280 §4.2.1.9).
 */
export function readAuthorities(text: string, field: string): KnownAuthority[] {
  const refuse = (detail: string) => new ProblemError('input.invalid', { field, detail });
  const pieces = certificatesIn(text);
  if (pieces.length === 0) throw refuse('there is no PEM certificate in it');
  if (pieces.length > maxAuthorities) throw refuse(`more than ${maxAuthorities} certificates at once`);
  const found = new Map<string, KnownAuthority>();
  for (const [index, piece] of pieces.entries()) {
    const certificate = readCertificate(piece);
    if (certificate === null) throw refuse(`certificate ${index + 1} cannot be read`);
    const authority = describe(certificate);
    if (!certificate.ca) throw refuse(`${authority.subject} is no certificate authority`);
    found.set(authority.fingerprint, authority);
  }
  return [...found.values()];
}

/** Searched by index: an expression would look at the rest of the text again for every beginning without an end. */
function certificatesIn(text: string): string[] {
  const found: string[] = [];
  for (let at = text.indexOf(begin); at !== -1; at = text.indexOf(begin, at)) {
    const to = text.indexOf(end, at);
    if (to === -1) return found;
    const from = text.lastIndexOf(begin, to);
    found.push(text.slice(from, to + end.length));
    at = to + end.length;
  }
  return found;
}

function readCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

function describe(certificate: X509Certificate): KnownAuthority {
  return {
    fingerprint: certificate.fingerprint256,
    subject: certificate.subject.split('\n').join(', '),
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
    pem: certificate.toString(),
  };
}
