import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { exportPKCS8, generateKeyPair } from 'jose';
import { z } from 'zod';
import type { CredentialDraft } from '../../../protocol/models/vault/vault.ts';
import { ProblemError } from '../../../protocol/problem.ts';

/** The least RS256 may be used with (RFC 7518 §3.3). */
const leastBits = 2048;
const publicJwkSchema = z.object({ kty: z.literal('RSA'), n: z.string(), e: z.string() });

/** The draft with the key a registration is to have: a new one where one is asked for, or where there is none yet. */
export async function withOwnKey(draft: CredentialDraft, isNew: boolean): Promise<CredentialDraft> {
  if (draft.kind !== 'lti-registration') return draft;
  const missing = isNew && draft.privateKey === '';
  if (!missing && !draft.generateKey) return draft;
  return { ...draft, privateKey: await newRsaKey(), generateKey: false };
}

/** A new private key for RS256, as PKCS #8 in PEM. */
export async function newRsaKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: leastBits, extractable: true });
  return exportPKCS8(privateKey);
}

/**
 * What the other side is given of an RSA key in PEM: its JWK and PEM, under a `kid` that follows from the key (RFC 7638). Throws
 * `input.invalid` (`draft.privateKey`) for anything but an RSA private key of 2048 bits.
 */
export function publicHalf(privateKeyPem: string): { kid: string; publicJwk: string; publicPem: string } {
  const key = rsaKey(privateKeyPem);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < leastBits) throw refused(`an RSA key of ${bits} bits is too short: ${leastBits} are needed`);
  const { kty, n, e } = publicJwkSchema.parse(createPublicKey(key).export({ format: 'jwk' }));
  const kid = createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
  const publicJwk = JSON.stringify({ kty, n, e, kid, use: 'sig', alg: 'RS256' });
  return { kid, publicJwk, publicPem: createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString() };
}

function rsaKey(pem: string): KeyObject {
  const key = (() => {
    try {
      return createPrivateKey(pem);
    } catch {
      throw refused('a private key in PEM without a passphrase (-----BEGIN PRIVATE KEY-----)');
    }
  })();
  if (key.asymmetricKeyType === 'rsa') return key;
  throw refused(`an RSA key is needed, this is ${key.asymmetricKeyType ?? 'another kind'}`);
}

function refused(detail: string): ProblemError {
  return new ProblemError('input.invalid', { field: 'draft.privateKey', detail });
}
