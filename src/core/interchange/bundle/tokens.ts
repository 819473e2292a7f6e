import type { Pairs } from '../../../protocol/models/pairs.ts';
import { jsonFieldValues, mask } from '../../redaction/index.ts';
import type { KnownSecret } from './evidence.ts';

/**
 * Names of parameters and members that carry a token or session. OAuth 1.0's own parameters are no secrets and are needed to
 * explain a failure, and so are `state` and `nonce`.
 */
const tokenName =
  /^(?!oauth_)(?:.*(?:secret|passw(?:or)?d|passphrase|api[-_]?key|private[-_]?key|session(?:[-_]?id)?|[-_]token)|token|ltik|jwt|sid|phpsessid|authenticity_token|client_assertion|access_key)$/i;
const tokenMembers = [
  'access_token',
  'refresh_token',
  'id_token',
  'token',
  'session_token',
  'session_id',
  'sessionId',
  'accessToken',
  'refreshToken',
  'client_secret',
  'client_assertion',
  'ltik',
  'password',
  'api_key',
  'apiKey',
  'secret',
  'secret_key',
  'secretKey',
  'consumer_secret',
  'oauth_consumer_secret',
];
const pathSession = /;jsessionid=([^/?#;]+)/gi;
/** Shorter ones would be words. */
const shortestToken = 8;

function queryOf(url: string): Pairs {
  const mark = url.indexOf('?');
  return mark === -1 ? [] : [...new URLSearchParams(url.slice(mark + 1).replace(/#.*$/s, ''))];
}

/** JSON Web Tokens are told from any text, and are cut where they stand: see {@link withoutTokens}. */
const isWebToken = (value: string) => /^eyJ[\w-]+\.[\w-]+\./.test(value);

/** What a header carries of a credential, without its scheme: `Bearer x`, `Token token="x"`, `Basic x`, cookies. */
function headerTokens([name, value]: Pairs[number]): string[] {
  switch (name.toLowerCase()) {
    case 'authorization':
    case 'proxy-authorization':
      if (/^\s*oauth\s/i.test(value)) return [];
      return [value.replace(/^\s*\S+\s+/, '').replace(/^token\s*=\s*"?([^",]*)"?.*$/is, '$1')];
    case 'cookie':
      return value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim());
    case 'set-cookie':
      return [/^[^=;]*=([^;]*)/.exec(value)?.[1]?.trim() ?? ''];
    default:
      return tokenName.test(name) ? [value] : [];
  }
}

/** Tokens and session ids in what was sent and received, told by the names they go under. */
export async function tokensIn(seen: {
  urls: readonly string[];
  headers: Pairs;
  fields: Pairs;
  texts: readonly string[];
}): Promise<KnownSecret[]> {
  const named = [...seen.urls.flatMap(queryOf), ...seen.fields].filter(([name]) => tokenName.test(name));
  const members = await Promise.all(seen.texts.map((text) => jsonFieldValues(text, tokenMembers)));
  const values = [
    ...named.map(([, value]) => value),
    ...seen.urls.flatMap((url) => [...url.matchAll(pathSession)].map(([, value]) => value ?? '')),
    ...seen.headers.flatMap(headerTokens),
    ...members.flat(),
  ];
  return [...new Set(values)]
    .filter((value) => value.length >= shortestToken && !value.includes(mask) && !isWebToken(value))
    .map((value) => ({ owner: 'a token of this exchange', value }));
}

const webToken = /eyJ[\w-]{5,}\.([\w-]{5,})\.[\w-]*(?:\.[\w-]+)*/g;

/**
 * JSON Web Tokens without what makes them valid. Their claims are kept where they may be told; else nothing is, as they hold a
 * person's data in base64.
 */
export function withoutTokens(text: string, keepClaims: boolean): string {
  return text.replace(webToken, (token: string) => {
    const [header = '', claims = ''] = token.split('.');
    return keepClaims ? `${header}.${claims}.${mask}` : `eyJ${mask}`;
  });
}
