import { createHmac } from 'node:crypto';
import { type ParsedUrlQuery, parse } from 'node:querystring';
import OAuth from 'node-oauth1';
import OAuth1a from 'oauth-1.0a';
import oauthSign from 'oauth-sign';
import oauthSignature from 'oauth-signature';
import type { SignedRequest } from '../../../src/protocol/models/signing.ts';

/** What a receiver knows beforehand. */
export type Secrets = { secret: string; tokenSecret: string };

type Wire = { method: string; url: string; signature: string; signatureMethod: string; pairs: [string, string][] };

function flatten(query: ParsedUrlQuery): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? '']).map((item): [string, string] => [name, item]),
  );
}

function headerParameters(request: SignedRequest): [string, string][] {
  const value = request.headers.find(([name]) => name === 'Authorization')?.[1] ?? '';
  return [...value.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', encoded = '']) => [
    name,
    decodeURIComponent(encoded),
  ]);
}

/** Reads a request as it goes on the wire, with Node's own decoder and none of the code under test. */
export function readWire(request: SignedRequest): Wire {
  const query = request.url.split('?').slice(1).join('?');
  const isForm = request.headers.some(([, value]) => value === 'application/x-www-form-urlencoded');
  const all = [
    ...flatten(parse(query, '&', '=', { maxKeys: 0 })),
    ...(isForm ? flatten(parse(request.body ?? '', '&', '=', { maxKeys: 0 })) : []),
    ...headerParameters(request),
  ];
  const first = (wanted: string) => all.find(([name]) => name === wanted)?.[1] ?? '';
  return {
    method: request.method,
    url: request.url,
    signature: first('oauth_signature'),
    signatureMethod: first('oauth_signature_method'),
    pairs: all.filter(([name]) => name !== 'oauth_signature'),
  };
}

const withoutQuery = (url: string) => url.replace(/\?.*$/s, '');

/** The same pairs for libraries that take an object, duplicates as lists. */
function grouped(pairs: readonly [string, string][]): Record<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) groups.set(name, [...(groups.get(name) ?? []), value]);
  return Object.fromEntries(groups);
}

/** The signature node-oauth1 makes; it normalises the URL itself. */
export function byNodeOAuth1(wire: Wire, { secret, tokenSecret }: Secrets): string {
  return OAuth.SignatureMethod.sign(
    {
      action: withoutQuery(wire.url),
      method: wire.method,
      parameters: wire.pairs.map(([name, value]) => [name, value]),
    },
    { consumerSecret: secret, tokenSecret, privateKey: secret },
  );
}

/** The signature oauth-sign makes; node-oauth1 normalises the URL for it, as it does not. */
export function byOAuthSign(wire: Wire, { secret, tokenSecret }: Secrets): string {
  const uri = OAuth.SignatureMethod.normalizeUrl(withoutQuery(wire.url));
  return oauthSign.sign(wire.signatureMethod, wire.method, uri, grouped(wire.pairs), secret, tokenSecret);
}

/** The signature oauth-signature makes (HMAC-SHA1 only); it normalises the URL itself. */
export function byOAuthSignature(wire: Wire, { secret, tokenSecret }: Secrets): string {
  return oauthSignature.generate(
    wire.method,
    withoutQuery(wire.url),
    wire.pairs.map(([name, value]) => ({ [name]: value })),
    secret,
    tokenSecret,
    { encodeSignature: false },
  );
}

/** The signature oauth-1.0a makes (HMAC-SHA1) when it is given URL and parameters and left to itself. */
export function byOAuth1a(
  url: string,
  params: readonly [string, string][],
  wire: Wire,
  { secret, tokenSecret }: Secrets,
): string {
  const value = (wanted: string) => wire.pairs.find(([name]) => name === wanted)?.[1] ?? '';
  const oauth = new OAuth1a({
    consumer: { key: value('oauth_consumer_key'), secret },
    signature_method: 'HMAC-SHA1',
    hash_function: (base, key) => createHmac('sha1', key).update(base).digest('base64'),
  });
  oauth.getNonce = () => value('oauth_nonce');
  oauth.getTimeStamp = () => Number(value('oauth_timestamp'));
  const data = { ...grouped(params), oauth_callback: value('oauth_callback') };
  const token = tokenSecret === '' ? undefined : { key: value('oauth_token'), secret: tokenSecret };
  return oauth.authorize({ url, method: wire.method, data }, token).oauth_signature;
}
