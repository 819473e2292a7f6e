import { createHmac, createPrivateKey, createPublicKey, createSign, createVerify, type KeyObject } from 'node:crypto';
import {
  type OAuth1Credential,
  type OAuth1SignatureMethod,
  oauth1SignatureMethodSchema,
} from '../../../protocol/models/signing.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { masked } from '../mask.ts';
import { isEncodable } from '../text.ts';
import type { Digest } from './base-string.ts';

export type HashName = 'sha1' | 'sha256' | 'sha512';

type MethodKind =
  | { kind: 'hmac'; hash: HashName }
  | { kind: 'rsa'; hash: HashName }
  /** RFC 5849 §3.4.4: the signature is the key, nothing is hashed. */
  | { kind: 'plaintext' };

const methods: Record<OAuth1SignatureMethod, MethodKind> = {
  'HMAC-SHA1': { kind: 'hmac', hash: 'sha1' },
  'HMAC-SHA256': { kind: 'hmac', hash: 'sha256' },
  'HMAC-SHA512': { kind: 'hmac', hash: 'sha512' },
  'RSA-SHA1': { kind: 'rsa', hash: 'sha1' },
  'RSA-SHA256': { kind: 'rsa', hash: 'sha256' },
  PLAINTEXT: { kind: 'plaintext' },
};

export function methodKind(method: OAuth1SignatureMethod): MethodKind {
  return methods[method];
}

/** The signature method with that exact name, or `null` when there is none we know. Names are case-sensitive. */
export function signatureMethodNamed(name: string): OAuth1SignatureMethod | null {
  const result = oauth1SignatureMethodSchema.safeParse(name);
  return result.success ? result.data : null;
}

function invalidKey(method: string, detail: string, field = 'credential.secret'): ProblemError {
  return new ProblemError('signing.invalid-key', { field, params: { method }, detail });
}

function requireRsa(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType === 'rsa') return key;
  throw invalidKey('RSA', `The PEM holds a key of type ${key.asymmetricKeyType ?? 'unknown'}, but RSA is needed.`);
}

// OpenSSL's own messages are left out: they do not help, and nobody vouches that they never quote the key.
function parsePem(pem: string, expected: string, read: (pem: string) => KeyObject): KeyObject {
  if (/ENCRYPTED/.test(pem)) {
    throw invalidKey(
      'RSA',
      'The private key is protected by a passphrase. Remove it first: openssl rsa -in key.pem -out plain.pem',
    );
  }
  let key: KeyObject;
  try {
    key = read(pem);
  } catch {
    throw invalidKey('RSA', `It cannot be read as ${expected} in PEM form (a block from -----BEGIN … to -----END …).`);
  }
  return requireRsa(key);
}

function privateKey(pem: string): KeyObject {
  return parsePem(pem, 'an RSA private key', createPrivateKey);
}

function publicKey(pem: string): KeyObject {
  return parsePem(pem, 'an RSA public key, certificate or private key', createPublicKey);
}

function signRsa(hash: HashName, key: KeyObject, baseString: string): string {
  try {
    return createSign(hash).update(baseString, 'utf8').sign(key, 'base64');
  } catch {
    throw invalidKey(
      `RSA-${hash.toUpperCase()}`,
      `This RSA key is too small for ${hash.toUpperCase()}. Use one of 2048 bits or more.`,
    );
  }
}

/** How a base string becomes a signature. Throws `signing.invalid-key` when the credential's key cannot be used for it. */
export function digestFor(method: OAuth1SignatureMethod, credential: OAuth1Credential): Digest {
  const chosen = methodKind(method);
  switch (chosen.kind) {
    case 'hmac':
      return (baseString, key) => createHmac(chosen.hash, key).update(baseString, 'utf8').digest('base64');
    case 'rsa': {
      const key = privateKey(credential.secret);
      return (baseString) => signRsa(chosen.hash, key, baseString);
    }
    case 'plaintext':
      return (_baseString, key) => key;
  }
}

/** Whether an RSA signature belongs to a base string. Throws `signing.invalid-key` for an unusable key. */
export function verifyRsa(hash: HashName, pem: string, baseString: string, signature: string): boolean {
  // Node skips what is not base64; only the canonical spelling is the signature that was made.
  if (Buffer.from(signature, 'base64').toString('base64') !== signature) return false;
  return createVerify(hash).update(baseString, 'utf8').verify(publicKey(pem), signature, 'base64');
}

/** The secrets as the HMAC and PLAINTEXT key is built from them. RSA uses none. Throws `signing.invalid-key`. */
export function secretsFor(
  method: OAuth1SignatureMethod,
  credential: OAuth1Credential,
): { consumer: string; token: string } {
  if (methodKind(method).kind === 'rsa') return { consumer: '', token: '' };
  const secrets = { consumer: credential.secret, token: credential.tokenSecret ?? '' };
  const detail = 'It holds half of a surrogate pair, which UTF-8 cannot carry. Paste it again.';
  if (!isEncodable(secrets.consumer)) throw invalidKey(method, detail);
  if (!isEncodable(secrets.token)) throw invalidKey(method, detail, 'credential.tokenSecret');
  return secrets;
}

/** The signing key as a person may see it. */
export function maskedKey(method: OAuth1SignatureMethod, credential: OAuth1Credential): string {
  if (methodKind(method).kind === 'rsa') {
    const bits = publicKey(credential.secret).asymmetricKeyDetails?.modulusLength;
    return bits === undefined ? 'RSA private key' : `RSA private key, ${bits} bits`;
  }
  return `${masked(credential.secret)}&${masked(credential.tokenSecret ?? '')}`;
}
