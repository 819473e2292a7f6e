import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { ProblemError } from '../../../protocol/problem.ts';

/** A certificate with its key, the way TLS takes it. */
export type ClientKeyMaterial =
  | { format: 'pem'; certificate: string; privateKey: string; passphrase: string | null }
  | { format: 'pkcs12'; pkcs12: string; passphrase: string | null };

/** What stands in a client certificate, to be shown. Dates in ISO 8601. */
export type CertificateFacts = {
  subject: string;
  issuer: string;
  serialNumber: string;
  validFrom: string;
  validTo: string;
  fingerprint: string;
};

/** What the TLS socket is opened with. */
export function tlsOptions(material: ClientKeyMaterial): {
  cert?: string;
  key?: string;
  pfx?: Buffer;
  passphrase?: string;
} {
  const passphrase = material.passphrase === null ? {} : { passphrase: material.passphrase };
  return material.format === 'pem'
    ? { cert: material.certificate, key: material.privateKey, ...passphrase }
    : { pfx: Buffer.from(material.pkcs12, 'base64'), ...passphrase };
}

/**
 * Reads key material the way it will be used. Throws `input.invalid` naming the field: no certificate, a key that does not belong
 * to it, a passphrase that does not open it.
 */
export function certificateFacts(material: ClientKeyMaterial): CertificateFacts {
  const certificate = material.format === 'pem' ? fromPem(material) : fromPkcs12(material);
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    serialNumber: certificate.serialNumber,
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
    fingerprint: certificate.fingerprint256,
  };
}

function fromPem({ certificate, privateKey, passphrase }: Extract<ClientKeyMaterial, { format: 'pem' }>) {
  const read = attempt('certificate', 'a certificate in PEM (-----BEGIN CERTIFICATE-----)', () => {
    return new X509Certificate(certificate);
  });
  const key: KeyObject = attempt(
    passphrase === null ? 'privateKey' : 'passphrase',
    'a private key in PEM; when it is encrypted, with its passphrase',
    () => createPrivateKey({ key: privateKey, ...(passphrase === null ? {} : { passphrase }) }),
  );
  if (!read.checkPrivateKey(key)) throw refused('privateKey', 'it does not belong to the certificate');
  return read;
}

function fromPkcs12({ pkcs12, passphrase }: Extract<ClientKeyMaterial, { format: 'pkcs12' }>): X509Certificate {
  const der: unknown = attempt(
    'pkcs12',
    'a PKCS #12 file and its passphrase; an old one may have to be exported anew',
    () =>
      createSecureContext({
        pfx: Buffer.from(pkcs12, 'base64'),
        ...(passphrase === null ? {} : { passphrase }),
      }).context.getCertificate(),
  );
  if (der instanceof Uint8Array) return new X509Certificate(der);
  throw refused('pkcs12', 'it holds no certificate with a private key');
}

function attempt<T>(field: string, detail: string, work: () => T): T {
  try {
    return work();
  } catch {
    throw refused(field, detail);
  }
}

function refused(field: string, detail: string): ProblemError {
  return new ProblemError('input.invalid', { field: `draft.${field}`, detail });
}

function oneLine(name: string): string {
  return name.split('\n').join(', ');
}
