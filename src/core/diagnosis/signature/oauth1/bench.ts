import { createHmac, createPublicKey, createVerify, type KeyObject } from 'node:crypto';
import { equalInConstantTime } from '../../../signing/compare.ts';
import type { HashName } from '../../../signing/oauth1/signature-methods.ts';
import type { Bench } from '../hypothesis.ts';
import { baseText, keyText, type Reading } from './reading.ts';

const base64LengthOf: Record<HashName, number> = { sha1: 28, sha256: 44, sha512: 88 };

function publicKeyOf(pem: string): KeyObject | null {
  try {
    return createPublicKey(pem);
  } catch {
    return null;
  }
}

function reproducesRsa(hash: HashName, key: KeyObject, reading: Reading): boolean {
  if (Buffer.from(reading.signature, 'base64').toString('base64') !== reading.signature) return false;
  return createVerify(hash).update(baseText(reading), 'utf8').verify(key, reading.signature, 'base64');
}

/**
 * The signature a reading gives, for sending it; `null` for RSA and PLAINTEXT: the one is never searched through by a shared secret,
 * the other would send the secret itself.
 */
export function hmacOf({ signatureMethod, key, ...reading }: Reading): string | null {
  if (signatureMethod.kind !== 'hmac') return null;
  const text = baseText({ signatureMethod, key, ...reading });
  return createHmac(signatureMethod.hash, keyText(key)).update(text, 'utf8').digest('base64');
}

/** @param rsaPem - the public key, certificate or private key an RSA signature is checked with. */
export function oauth1Bench(rsaPem: string): Bench<Reading> {
  let rsaKey: KeyObject | null | undefined;
  return {
    fingerprint: (reading) => {
      const { signatureMethod, signature, key } = reading;
      const hash = signatureMethod.kind === 'plaintext' ? '' : signatureMethod.hash;
      return [signatureMethod.kind, hash, signature, keyText(key), baseText(reading)].join('\n');
    },
    size: (reading) => baseText(reading).length,
    reproduces: (reading) => {
      const { signatureMethod, signature } = reading;
      switch (signatureMethod.kind) {
        case 'hmac': {
          if (signature.length !== base64LengthOf[signatureMethod.hash]) return false;
          const computed = hmacOf(reading);
          return computed !== null && equalInConstantTime(computed, signature);
        }
        case 'rsa':
          rsaKey ??= publicKeyOf(rsaPem);
          return rsaKey !== null && rsaKey !== undefined && reproducesRsa(signatureMethod.hash, rsaKey, reading);
        case 'plaintext':
          return equalInConstantTime(keyText(reading.key), signature);
      }
    },
  };
}
