import type { Pairs } from '../../protocol/models/pairs.ts';
import { mask } from './mask.ts';

const credentialHeaders = new Set(['authorization', 'proxy-authorization']);
const keyHeader = /^(x-)?(api|access|auth|secret|private)[-_]?(key|token|secret)$|^x-(amz|goog)-security-token$/;

/**
 * Hides what headers are known to carry even when the secret itself is unknown: credentials, API keys and the values of
 * cookies, which are sessions of the system under test. Names, schemes and cookie attributes stay readable, and so do
 * the OAuth signature and nonce, which are no secrets and needed to explain a failure.
 */
export function maskKnownSecretHeaders(headers: Pairs): Pairs {
  return headers.map(([name, value]) => [name, maskHeaderValue(name.toLowerCase(), value)]);
}

/** `Set-Cookie: name=••••••; Path=/; HttpOnly`. A line that deletes its cookie has nothing to hide. */
export function maskSetCookie(line: string): string {
  return line.replace(/^([^=;]*=)([^;]*)/, (_whole, name: string, value: string) =>
    value.trim() === '' ? name + value : name + mask,
  );
}

function maskHeaderValue(name: string, value: string): string {
  if (credentialHeaders.has(name)) return maskAuthorization(value);
  if (name === 'set-cookie') return maskSetCookie(value);
  if (name === 'cookie') return value.split(';').map(maskCookiePair).join(';');
  return keyHeader.test(name) && value !== '' ? mask : value;
}

function maskCookiePair(pair: string): string {
  const equals = pair.indexOf('=');
  if (equals === -1) return pair.trim() === '' ? pair : mask;
  return pair.slice(equals + 1).trim() === '' ? pair : pair.slice(0, equals + 1) + mask;
}

function maskAuthorization(value: string): string {
  const [, scheme = '', gap = '', rest = ''] = /^\s*([^\s]+)(\s+)([\s\S]*)$/.exec(value) ?? [];
  if (scheme === '' || rest === '') return value.trim() === '' ? value : mask;
  switch (scheme.toLowerCase()) {
    case 'oauth':
      return scheme + gap + maskOauthParameters(rest);
    case 'token':
      return scheme + gap + maskTokenParameters(rest);
    case 'digest':
      return value;
    default:
      return scheme + gap + mask;
  }
}

/** With PLAINTEXT the signature is the secrets themselves (RFC 5849 §3.4.4). */
function maskOauthParameters(parameters: string): string {
  return /oauth_signature_method="?PLAINTEXT/i.test(parameters)
    ? parameters.replace(/(oauth_signature=)("[^"]*"|[^,\s]*)/gi, `$1"${mask}"`)
    : parameters;
}

/** `Token token=…, nonce=…` as Rails writes it; a bare token has no parameter to keep. */
function maskTokenParameters(parameters: string): string {
  const named = /(^|[\s,;])(token\s*=\s*)("[^"]*"|[^,;\s]*)/gi;
  return named.test(parameters)
    ? parameters.replace(named, (_whole, before: string, name: string, value: string) =>
        value.startsWith('"') ? `${before}${name}"${mask}"` : before + name + mask,
      )
    : mask;
}
