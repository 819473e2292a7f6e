import type { SigningScheme } from '../../../protocol/models/contract.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { ClientCertificate } from '../../ports.ts';
import { basicPair, type OpenCredential } from '../../vault/credentials/credential-parts.ts';
import { tlsOptions } from '../../vault/key-material/client-certificate.ts';

/** What a standard scheme adds to a request. */
export type StandardSecurity = { header: Pairs[number] | null; clientCertificate: ClientCertificate | null };

/**
 * The `Authorization` header of HTTP bearer (RFC 6750 §2.1) and basic (RFC 7617 §2), or the certificate for the TLS handshake.
 * `null` for a scheme that signs.
 *
 * @throws ProblemError `credential.wrong-kind`, `credential.unusable-value` for a token no header can carry,
 *   `signing.invalid-url` for a certificate without TLS.
 */
export function standardSecurity(
  scheme: SigningScheme['scheme'],
  credential: OpenCredential | null,
  url: string,
): StandardSecurity | null {
  switch (scheme) {
    case 'bearer':
      if (credential?.kind !== 'bearer') throw wrongKind('bearer', credential);
      return { header: ['Authorization', `Bearer ${sendable(credential.token)}`], clientCertificate: null };
    case 'basic':
      if (credential?.kind !== 'basic') throw wrongKind('basic', credential);
      return { header: ['Authorization', `Basic ${basicPair(credential)}`], clientCertificate: null };
    case 'mutual-tls': {
      if (credential?.kind !== 'client-certificate') throw wrongKind('client-certificate', credential);
      if (new URL(url).protocol !== 'https:') {
        throw new ProblemError('signing.invalid-url', {
          params: { url },
          detail: 'a client certificate is shown in a TLS handshake: the address has to begin with https://',
        });
      }
      const hosts = credential.allowedHosts;
      return { header: null, clientCertificate: { hosts, tls: tlsOptions(credential.material) } };
    }
    default:
      return null;
  }
}

function sendable(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new ProblemError('credential.unusable-value', {
    field: 'credential.token',
    params: { name: 'token' },
    detail: 'The token holds a blank, a line break or a character that no HTTP header can carry. Paste it again.',
  });
}

function wrongKind(expected: OpenCredential['kind'], credential: OpenCredential | null): ProblemError {
  return new ProblemError('credential.wrong-kind', { params: { expected, actual: credential?.kind ?? 'none' } });
}
