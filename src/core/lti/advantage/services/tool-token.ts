import type { ServiceCheck } from '../../../../protocol/models/advantage/services.ts';
import type { PastedToken } from '../../../../protocol/models/diagnosis.ts';
import { allowedSkewSeconds } from '../id-token/times.ts';
import { type Claims, quoted } from '../message/claims.ts';
import { check, failed, must, passed, remarked, unknown } from './checks.ts';
import type { ToolKeyMatch } from './tool-keys.ts';

/** Rules for tokens a tool signs: client assertions and deep linking responses (Security Framework 1.0 §5.2, RFC 7523 §3). */
export type TokenRules = { /** Before the ids of the checks: `assertion`. */ prefix: string; source: string };

/** `alg`, `kid`, key and signature. */
export function sealChecks(token: PastedToken, found: ToolKeyMatch, { prefix }: TokenRules): ServiceCheck[] {
  const { alg, kid } = token.header;
  const source = '1EdTech Security Framework 1.0 §5.1.2';
  const keys = '1EdTech Security Framework 1.0 §6.3';
  return [
    check(
      { id: `${prefix}.alg`, title: 'It is signed with RS256.', expected: 'alg RS256.', source },
      must(alg === 'RS256', `alg ${quoted(alg)}.`),
    ),
    check(
      {
        id: `${prefix}.kid`,
        title: 'It names its key.',
        expected: 'kid with the id of a key in the key set.',
        source: keys,
      },
      kidOutcome(kid, found),
    ),
    check(
      {
        id: `${prefix}.signature`,
        title: 'The signature is the tool’s.',
        expected: 'A signature that the key with this kid verifies.',
        source: keys,
      },
      signatureOutcome(token, kid, found),
    ),
  ];
}

function kidOutcome(kid: unknown, found: ToolKeyMatch) {
  if (typeof kid !== 'string' || kid === '')
    return remarked(`kid ${quoted(kid)}. Many platforms refuse a token without it.`);
  if ('problem' in found) return unknown(`kid "${kid}". ${found.problem}`);
  if (found.match.byKid !== null) return passed(`The key set has kid "${kid}".`);
  const names = found.keys.map((key) => (key.kid === undefined ? 'one without kid' : `"${key.kid}"`)).join(', ');
  return failed(`kid "${kid}" is not in the key set, which has ${names === '' ? 'no keys' : names}.`);
}

function signatureOutcome(token: PastedToken, kid: unknown, found: ToolKeyMatch) {
  if (!token.signed) return failed('The third part, the signature, is empty.');
  if ('problem' in found)
    return failed(`It cannot be checked. ${found.problem}`, 'A key set of the tool that can be read.');
  const { byKid, verifies } = found.match;
  if (verifies === null) {
    return failed(byKid === null ? `None of ${found.keys.length} keys verifies it.` : 'No key of the set verifies it.');
  }
  if (typeof kid === 'string' && kid !== '' && verifies.kid !== kid) {
    return failed(`It is right for the key ${quoted(verifies.kid ?? 'without kid')}, but the token names "${kid}".`);
  }
  return passed('A key of the tool’s key set verifies it.');
}

/** Seconds a token of a tool is good for at most without a remark. */
const longestLife = 3600;

function seconds(claims: Claims, name: string): number | string {
  const value = claims[name];
  if (value === undefined) return `There is no ${name}.`;
  if (typeof value !== 'number' || !Number.isFinite(value)) return `${name} is ${quoted(value)}, which is no number.`;
  return value > 99_999_999_999 ? `${name} is ${value}: those are milliseconds, not seconds.` : value;
}

/** `exp`, `iat` and `nbf`. `now`: seconds since 1970. */
export function timeChecks(claims: Claims, now: number, { prefix, source }: TokenRules): ServiceCheck[] {
  const exp = seconds(claims, 'exp');
  const iat = seconds(claims, 'iat');
  const life = typeof exp === 'number' && typeof iat === 'number' ? exp - iat : null;
  const rule = (name: string, title: string, expected: string) => ({
    id: `${prefix}.${name}`,
    title,
    expected,
    source,
  });
  const expiry = () => {
    if (typeof exp === 'string') return failed(exp);
    if (now - exp >= allowedSkewSeconds) return failed(`It ran out ${Math.round(now - exp)} s ago.`);
    if (now >= exp)
      return remarked(`It ran out ${Math.round(now - exp)} s ago; clocks may differ by ${allowedSkewSeconds} s here.`);
    if (life !== null && life > longestLife)
      return remarked(`It is good for ${Math.round(life)} s.`, 'At most an hour.');
    return passed(`It is good for another ${Math.round(exp - now)} s.`);
  };
  const issued = () => {
    if (typeof iat === 'string') return failed(iat);
    if (iat - now > allowedSkewSeconds) return failed(`It was made ${Math.round(iat - now)} s in the future.`);
    return iat > now
      ? remarked(`It was made ${Math.round(iat - now)} s in the future.`)
      : passed(`It was made ${Math.round(now - iat)} s ago.`);
  };
  const nbf = claims.nbf === undefined ? null : seconds(claims, 'nbf');
  return [
    check(rule('exp', 'It has not run out.', 'exp in the future, in seconds since 1970.'), expiry()),
    check(rule('iat', 'It is not from the future.', 'iat, in seconds since 1970.'), issued()),
    ...(nbf === null
      ? []
      : [
          check(
            rule('nbf', 'It is valid already.', 'nbf not in the future, or none.'),
            must(typeof nbf === 'number' && nbf - now <= allowedSkewSeconds, `nbf is ${quoted(claims.nbf)}.`),
          ),
        ]),
  ];
}

/** Whether `aud`, one text or a list of them, holds a value. */
export function audienceHas(claims: Claims, value: string): boolean {
  const { aud } = claims;
  return aud === value || (Array.isArray(aud) && aud.includes(value));
}
