import type { AdvantageCheck, AdvantageLaunch, AdvantageLeg } from '../../../protocol/models/advantage/launch.ts';
import type { Redactor } from '../../redaction/index.ts';

type Texts = Pick<Redactor, 'text' | 'pairs'>;

/** A launch of LTI 1.3 with every known secret masked, in parameters, in what checks saw and in the claims of tokens. */
export function maskAdvantage(launch: AdvantageLaunch, redactor: Texts): AdvantageLaunch {
  return { ...launch, legs: launch.legs.map((leg) => maskLeg(leg, redactor)) };
}

function maskLeg(leg: AdvantageLeg, redactor: Texts): AdvantageLeg {
  const { token, error } = leg;
  return {
    ...leg,
    url: redactor.text(leg.url),
    parameters: redactor.pairs(leg.parameters),
    checks: leg.checks.map((check) => maskCheck(check, redactor)),
    token:
      token === null
        ? null
        : { header: maskMembers(token.header, redactor), claims: maskMembers(token.claims, redactor) },
    error: error === null ? null : { ...error, description: redactor.text(error.description) },
  };
}

function maskCheck(check: AdvantageCheck, redactor: Texts): AdvantageCheck {
  return { ...check, seen: redactor.text(check.seen), expected: redactor.text(check.expected) };
}

function maskMembers(members: Readonly<Record<string, unknown>>, redactor: Texts): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, maskValue(value, redactor)]));
}

function maskValue(value: unknown, redactor: Texts): unknown {
  if (typeof value === 'string') return redactor.text(value);
  if (Array.isArray(value)) return value.map((one) => maskValue(one, redactor));
  return typeof value === 'object' && value !== null
    ? maskMembers(Object.fromEntries(Object.entries(value)), redactor)
    : value;
}
