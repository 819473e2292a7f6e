import type { VerifyOutput } from '../../protocol/models/signing.ts';

export type SignatureFinding = VerifyOutput['findings'][number];

/** How far a message's clock may be off before it is worth a finding. Five minutes is what VitalSource documents. */
export const CLOCK_TOLERANCE_SECONDS = 300;

export function missingSignature(where: string): SignatureFinding {
  return {
    id: 'signature-missing',
    cause: 'unknown',
    title: 'The message carries no signature',
    detail: `There is no ${where} in the body, the query or the headers that were given.`,
    fix: 'Check that the whole message was captured, and that the sender signs it.',
  };
}

export function signatureMismatch(credentialHint: string): SignatureFinding {
  return {
    id: 'signature-mismatch',
    cause: 'unknown',
    title: 'The signature does not belong to this message and credential',
    detail:
      'Signing the received message with the given credential gives another signature. Compare the base string with the one the sender used.',
    fix: `Check ${credentialHint} first, then that the URL is the one the sender signed and that nothing was added, dropped or re-encoded on the way.`,
  };
}

/** A finding when the message's time is missing, unreadable or too far from `nowSeconds`; `null` when it is fine. */
export function clockFinding(
  name: string,
  text: string | undefined,
  nowSeconds: number,
  unitsPerSecond: number,
): SignatureFinding | null {
  const finding = (detail: string, fix: string): SignatureFinding => ({
    id: 'timestamp',
    cause: 'unknown',
    title: 'The time of the message would be refused',
    detail,
    fix,
  });
  const unit = unitsPerSecond === 1 ? 'seconds' : 'milliseconds';
  if (text === undefined) return finding(`The message has no ${name}.`, `Send ${name}: ${unit} since 1970, UTC.`);
  if (!/^\d{1,16}$/.test(text)) {
    return finding(`${name} is "${text}", which is not a number of ${unit}.`, `Send ${unit} since 1970, UTC.`);
  }
  const offset = Math.round(Number(text) / unitsPerSecond - nowSeconds);
  if (Math.abs(offset) <= CLOCK_TOLERANCE_SECONDS) return null;
  return finding(
    `${name} is ${Math.abs(offset)} seconds ${offset < 0 ? 'before' : 'after'} the time it is judged at; ${CLOCK_TOLERANCE_SECONDS} are usually accepted.`,
    `Sign each message anew, set the sender's clock, and check that ${name} is in ${unit}.`,
  );
}
