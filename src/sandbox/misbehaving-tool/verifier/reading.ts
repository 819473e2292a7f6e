import type { SandboxRequest } from '../../http/request.ts';
import { formFields } from '../../http/request.ts';

export type Pair = readonly [name: string, value: string];

/** How the tool understood a launch: all that its verifier goes by. */
export interface Reading {
  readonly method: string;
  readonly scheme: string;
  /** Host and, unless it is the scheme's own, port. */
  readonly authority: string;
  readonly path: string;
  readonly query: readonly Pair[];
  /** The query as received, for mistakes made while it is taken apart. */
  readonly search: string;
  readonly form: readonly Pair[];
  readonly consumerKey: string;
  readonly secret: string;
  /** Percent-encoding of names and values. */
  readonly encode: (text: string) => string;
  /** Percent-encoding of the secret in the key. */
  readonly encodeSecret: (text: string) => string;
  /** By what parameters are put in order. */
  readonly order: 'encoded-name-and-value' | 'joined' | 'name-before-encoding';
}

/** A misunderstanding: what the tool makes of a right reading. */
export type Mistake = (reading: Reading) => Reading;

export interface Consumer {
  readonly consumerKey: string;
  readonly secret: string;
}

/** A launch read by the rules of RFC 5849 §3.4.1.2 and §3.4.1.3. */
export function readLaunch(request: SandboxRequest, { consumerKey, secret }: Consumer): Reading {
  return {
    method: request.method,
    scheme: request.scheme,
    authority: request.host.toLowerCase().replace(request.scheme === 'https' ? /:443$/ : /:80$/, ''),
    path: request.path,
    query: [...request.query],
    search: request.search,
    form: [...formFields(request)],
    consumerKey,
    secret,
    encode: percentEncode,
    encodeSecret: percentEncode,
    order: 'encoded-name-and-value',
  };
}

/** All parameters but the signature, in the order received. */
export function signedPairs({ query, form }: Reading): Pair[] {
  return [...query, ...form].filter(([name]) => name !== 'oauth_signature');
}

/** RFC 3986 encoding of the UTF-8 bytes (RFC 5849 §3.6). */
export function percentEncode(text: string): string {
  return encodeBytes(Buffer.from(text, 'utf8'));
}

/** The same of one byte per character: what is beyond Latin-1 is cut to its lowest byte. */
export function percentEncodeLatin1(text: string): string {
  return encodeBytes(Buffer.from(text, 'latin1'));
}

function encodeBytes(bytes: Buffer): string {
  return [...bytes]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-._~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}
