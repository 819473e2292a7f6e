import { percentEncode } from '../../../signing/oauth1/percent-encoding.ts';
import type { HashName } from '../../../signing/oauth1/signature-methods.ts';

/** A parameter with the texts that stand for it in the parameter string, whatever rule made them. */
export type Part = {
  readonly origin: 'query' | 'body' | 'header';
  readonly name: string;
  readonly value: string;
  readonly encodedName: string;
  readonly encodedValue: string;
  /** Where it stood in the message; what is added stands at the end. */
  readonly position: number;
};

/** The base string URI in pieces. `port` is empty where none is written. */
export type UriParts = { scheme: string; host: string; port: string; path: string; query: string };

/** How parameters are put in order. Each rule is one constant function, so that results can be remembered. */
export type Order = (parts: readonly Part[]) => readonly Part[];

/** How the HMAC key is made of the secrets. */
export type KeyParts = {
  consumer: string;
  token: string;
  encode: (secret: string) => string;
  ampersand: boolean;
};

/** Everything the signature of an OAuth 1.0 message depends on, under one assumption about how it was made. */
export type Reading = {
  method: string;
  uri: UriParts;
  /** Sorted by the rules, but for what a hypothesis changed. */
  parts: readonly Part[];
  order: Order;
  key: KeyParts;
  signatureMethod: { kind: 'hmac'; hash: HashName } | { kind: 'rsa'; hash: HashName } | { kind: 'plaintext' };
  /** As received, or repaired. */
  signature: string;
};

/** A parameter encoded by the rules (RFC 5849 §3.6). */
export function part(origin: Part['origin'], name: string, value: string, position = Number.MAX_SAFE_INTEGER): Part {
  return { origin, name, value, encodedName: percentEncode(name), encodedValue: percentEncode(value), position };
}

/** The same parameter with another value. */
export function withValue(one: Part, value: string): Part {
  return value === one.value ? one : { ...one, value, encodedValue: percentEncode(value) };
}

/** Protocol parameters but those a faulty side is known to add or to send empty. */
export function isProtocolPart({ name }: Part): boolean {
  return name.startsWith('oauth_');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** RFC 5849 §3.4.1.3.2. */
export const rfcOrder: Order = (parts) =>
  parts.toSorted((a, b) => compareText(a.encodedName, b.encodedName) || compareText(a.encodedValue, b.encodedValue));

const pieces = new WeakMap<Part, string>();
const joined = new WeakMap<readonly Part[], Map<Order, string>>();

/** `name=value` as it stands in the base string: encoded once more. */
function piece(one: Part): string {
  let text = pieces.get(one);
  if (text === undefined) {
    text = percentEncode(`${one.encodedName}=${one.encodedValue}`);
    pieces.set(one, text);
  }
  return text;
}

function parametersText({ parts, order }: Reading): string {
  let byOrder = joined.get(parts);
  if (byOrder === undefined) {
    byOrder = new Map();
    joined.set(parts, byOrder);
  }
  let text = byOrder.get(order);
  if (text === undefined) {
    text = order(parts).map(piece).join('%26');
    byOrder.set(order, text);
  }
  return text;
}

/** The base string URI as text. */
export function uriText({ scheme, host, port, path, query }: UriParts): string {
  return `${scheme}://${host}${port === '' ? '' : `:${port}`}${path}${query === '' ? '' : `?${query}`}`;
}

/** The base string of a reading (RFC 5849 §3.4.1.1). */
export function baseText(reading: Reading): string {
  return `${reading.method}&${percentEncode(uriText(reading.uri))}&${parametersText(reading)}`;
}

/** The HMAC key of a reading: a secret. */
export function keyText({ consumer, token, encode, ampersand }: KeyParts): string {
  return ampersand ? `${encode(consumer)}&${encode(token)}` : `${encode(consumer)}${encode(token)}`;
}
