import { type Claims, quoted } from '../message/claims.ts';
import { failed, passed, remarked, type StepOutcome } from './steps.ts';

/** Seconds two clocks may differ without a token being refused. */
export const allowedSkewSeconds = 60;
const longLifeSeconds = 3600;
/** Age at which a well-known library (ltijs) refuses a token by default. */
const strictAgeSeconds = 10;
/** Age beyond which a launch comes near that limit: a cold start or a slow login on top, and it is refused. */
const slowAgeSeconds = 5;

function numeric(all: Claims, name: string, required: boolean): number | StepOutcome | null {
  const value = all[name];
  if (value === undefined) return required ? failed(`No ${name}.`) : null;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return failed(`${name} is ${quoted(value)}, which is no number.`);
  }
  if (value > 99_999_999_999) {
    return failed(`${name} is ${value}: those are milliseconds, not seconds.`);
  }
  return value;
}

function ago(seconds: number): string {
  const size = Math.abs(seconds);
  const shown = Number.isInteger(size) ? String(size) : size.toFixed(1);
  return `${shown} s ${seconds >= 0 ? 'ago' : 'ahead'}`;
}

/** `exp`, with the lifetime. `now`: seconds. */
export function checkExpiry(all: Claims, now: number): StepOutcome {
  const exp = numeric(all, 'exp', true);
  if (exp === null || typeof exp === 'object') return exp ?? failed('No exp.');
  const over = now - exp;
  if (over >= allowedSkewSeconds) return failed(`It ran out ${ago(over)}.`);
  if (over >= 0) {
    return remarked(`It ran out ${ago(over)}. A tool that allows no difference of clocks refuses it.`);
  }
  const iat = all.iat;
  const life = typeof iat === 'number' ? exp - iat : null;
  return life !== null && life > longLifeSeconds
    ? remarked(`It is good for ${Math.round(life)} s.`, {
        expected: 'At most an hour, so that a stolen one is worth little.',
      })
    : passed(`It is good for another ${Math.round(-over)} s.`);
}

/** `iat`: made in the future, or long on the way. */
export function checkIssuedAt(all: Claims, now: number): StepOutcome {
  const iat = numeric(all, 'iat', true);
  if (iat === null || typeof iat === 'object') return iat ?? failed('No iat.');
  const age = now - iat;
  if (age < -allowedSkewSeconds) return failed(`It was made ${ago(age)}: the clock of the platform is fast.`);
  if (age < 0) {
    return remarked(`It was made ${ago(age)}. A tool that allows no difference of clocks refuses it.`);
  }
  if (age > 300)
    return failed(`It was made ${ago(age)}.`, { expected: 'At most five minutes old, as most tools ask.' });
  if (age > strictAgeSeconds) {
    return remarked(`It was made ${ago(age)}. ltijs refuses what is older than ${strictAgeSeconds} s.`);
  }
  if (age > slowAgeSeconds) {
    return remarked(
      `It was made ${ago(age)}. That is near the ${strictAgeSeconds} s beyond which ltijs refuses a token: a slow moment more, and it fails.`,
    );
  }
  return passed(`It was made ${ago(Math.max(age, 0))}.`);
}

/** `nbf`, which is optional. */
export function checkNotBefore(all: Claims, now: number): StepOutcome {
  const nbf = numeric(all, 'nbf', false);
  if (nbf === null) return passed('No nbf.');
  if (typeof nbf === 'object') return nbf;
  const ahead = nbf - now;
  if (ahead > allowedSkewSeconds) return failed(`It is valid only from ${ago(-ahead)} on.`);
  if (ahead > 0) return remarked(`It is valid only from ${ago(-ahead)} on. Some tools allow no difference of clocks.`);
  return passed(`It is valid since ${ago(-ahead)}.`);
}
