import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** A server's certificate as Electron hands it over: PEM, with the next one of the chain where the server sent it. */
export type SentCertificate = { data: string; issuerCert?: SentCertificate | undefined };

/** `null` for what is no certificate. */
export function readCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

/** Whether a certificate names a host or an address. */
export function isFor(certificate: X509Certificate, host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  return (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined;
}
