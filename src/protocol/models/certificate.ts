import { z } from 'zod';

/** What is wrong with a server's certificate. `chain-incomplete`: it came without the certificate of its issuer. */
export const certificateReasons = [
  'self-signed',
  'unknown-authority',
  'chain-incomplete',
  'wrong-name',
  'expired',
  'not-yet-valid',
  'other',
] as const;

/** A certificate the browser refused, and why. */
export const certificateProblemSchema = z.strictObject({
  host: z.string(),
  reasons: z.array(z.enum(certificateReasons)).min(1),
  /** SHA-256 of the certificate, in hexadecimal pairs. */
  fingerprint: z.string(),
  subject: z.string(),
  issuer: z.string(),
  /** Host names and addresses it is for. */
  names: z.array(z.string()),
  /** ISO 8601. */
  validFrom: z.string(),
  validTo: z.string(),
});
export type CertificateProblem = z.infer<typeof certificateProblemSchema>;

/** A refused certificate a person accepts, for one launch and for nothing after it. */
export const acceptedCertificateSchema = certificateProblemSchema.pick({
  host: true,
  fingerprint: true,
  reasons: true,
});
export type AcceptedCertificate = z.infer<typeof acceptedCertificateSchema>;
