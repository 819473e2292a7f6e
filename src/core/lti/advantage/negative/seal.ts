import { createPrivateKey, createPublicKey } from 'node:crypto';
import { CompactSign, exportJWK, type GenerateKeyPairResult, generateKeyPair } from 'jose';
import type { MessageDraft } from './launch.ts';

type Sealable = Pick<MessageDraft, 'header' | 'claims' | 'seal'>;
type Part = Readonly<Record<string, unknown>>;

/**
 * The id_token of a message: a compact JWS (RFC 7515 §7.1) with RS256 under the registration's key (PEM), or sealed in the wrong way
 * the draft asks for. `kid` and `typ` come from the header of the draft, and only the way of sealing says which `alg` it holds.
 */
export async function sealToken({ header, claims, seal }: Sealable, privateKeyPem: string): Promise<string> {
  const own = createPrivateKey(privateKeyPem);
  switch (seal) {
    case 'own':
      return signed(header, claims, own);
    case 'stranger':
      return signed(header, claims, (await strangerKey()).privateKey);
    case 'embedded': {
      const { privateKey, publicKey } = await strangerKey();
      const { kty, n, e } = await exportJWK(publicKey);
      return signed({ ...header, jwk: { kty, n, e } }, claims, privateKey);
    }
    case 'public-key-as-secret': {
      const published = createPublicKey(own).export({ format: 'pem', type: 'spki' });
      return jws({ ...header, alg: 'HS256' }, claims, Buffer.from(published));
    }
    case 'none':
      return `${part({ ...header, alg: 'none' })}.${part(claims)}.`;
    case 'changed-after': {
      const [first, , third] = (await signed(header, claims, own)).split('.');
      return `${first}.${part({ ...claims, sub: 'somebody-else' })}.${third}`;
    }
    case 'stripped': {
      const [first, second] = (await signed(header, claims, own)).split('.');
      return `${first}.${second}.`;
    }
    case 'garbage':
      return 'this-is-no-token';
  }
}

type SigningKey = Parameters<CompactSign['sign']>[0];

function signed(header: Part, claims: Part, key: SigningKey): Promise<string> {
  return jws({ ...header, alg: 'RS256' }, claims, key);
}

function jws(header: Part & { alg: string }, claims: Part, key: SigningKey): Promise<string> {
  const payload = new TextEncoder().encode(JSON.stringify(claims));
  return new CompactSign(payload).setProtectedHeader(header).sign(key);
}

function part(value: Part): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

let stranger: Promise<GenerateKeyPairResult> | null = null;

/** One for the whole run: that nobody published it is what counts, and making one takes a tenth of a second. */
function strangerKey(): Promise<GenerateKeyPairResult> {
  stranger ??= generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  return stranger;
}
