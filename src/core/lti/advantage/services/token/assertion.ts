import type { ServiceCheck } from '../../../../../protocol/models/advantage/services.ts';
import type { PastedToken } from '../../../../../protocol/models/diagnosis.ts';
import { type Claims, quoted } from '../../message/claims.ts';
import { check, failed, must, passed, remarked } from '../checks.ts';
import type { ToolKeyMatch } from '../tool-keys.ts';
import { audienceHas, sealChecks, timeChecks } from '../tool-token.ts';
import type { UsedIds } from '../used-ids.ts';

export type AssertionFacts = {
  clientId: string;
  /** `client_id` of the form, where there is one. */
  namedClientId: string | null;
  tokenUrl: string;
  issuer: string;
  keys: ToolKeyMatch;
  used: UsedIds;
  /** Seconds since 1970. */
  now: number;
};

const source = 'RFC 7523 §3';
const rules = { prefix: 'assertion', source };

/**
 * Judges a client assertion (1EdTech Security Framework 1.0 §4.1.1; RFC 7523 §3): who it is from and for, its times, that it is used
 * for the first time, and its signature. All failures are `invalid_client`: `invalid_grant` is for assertions that are grants
 * (RFC 7523 §3.1).
 */
export function checkAssertion(token: PastedToken, facts: AssertionFacts): ServiceCheck[] {
  const { claims } = token;
  return [
    ...partyChecks(claims, facts),
    audienceCheck(claims, facts),
    ...timeChecks(claims, facts.now, rules),
    onceCheck(claims, facts.used),
    ...sealChecks(token, facts.keys, rules),
  ];
}

function partyChecks(claims: Claims, { clientId, namedClientId }: AssertionFacts): ServiceCheck[] {
  const named = ['iss', 'sub'].map((name) =>
    check(
      {
        id: `assertion.${name}`,
        title: name === 'iss' ? 'It is issued by the tool.' : 'It is about the tool.',
        expected: `${name} with the client id, ${quoted(clientId)}.`,
        source: '1EdTech Security Framework 1.0 §4.1.1',
      },
      must(claims[name] === clientId, `${name} is ${quoted(claims[name])}.`),
    ),
  );
  if (namedClientId === null) return named;
  const rule = {
    id: 'client_id',
    title: 'client_id names the same client.',
    expected: `${quoted(clientId)}, or no client_id.`,
    source: 'RFC 7521 §4.2',
  };
  return [...named, check(rule, must(namedClientId === clientId, `client_id is ${quoted(namedClientId)}.`))];
}

function audienceCheck(claims: Claims, { tokenUrl, issuer }: AssertionFacts): ServiceCheck {
  const rule = {
    id: 'assertion.aud',
    title: 'It is for this token endpoint.',
    expected: `aud with the address of the token endpoint, ${tokenUrl}.`,
    source: '1EdTech Security Framework 1.0 §4.1.1',
  };
  if (audienceHas(claims, tokenUrl)) {
    const others = Array.isArray(claims.aud) ? claims.aud.length - 1 : 0;
    return check(
      rule,
      others > 0
        ? remarked(`aud has ${others} more: ${quoted(claims.aud)}.`, 'The token endpoint alone.')
        : passed(`aud ${quoted(claims.aud)}.`),
    );
  }
  if (audienceHas(claims, issuer)) {
    return check(rule, remarked('aud is the issuer. Some platforms take that, others only the token endpoint.'));
  }
  return check(rule, failed(`aud is ${quoted(claims.aud)}.`));
}

function onceCheck(claims: Claims, used: UsedIds): ServiceCheck {
  const { jti } = claims;
  const rule = {
    id: 'assertion.jti',
    title: 'It is used for the first time.',
    expected: 'A jti that is new with every assertion.',
    source,
  };
  if (typeof jti !== 'string' || jti === '') return check(rule, failed(`jti is ${quoted(jti)}.`));
  return check(rule, used.has(jti) ? failed(`jti "${jti.slice(0, 120)}" was used before.`) : passed('A new jti.'));
}
