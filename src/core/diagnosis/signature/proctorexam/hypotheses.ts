import type { FindingSide, ProctorExamCause } from '../../../../protocol/models/signing.ts';
import type { Hypothesis } from '../hypothesis.ts';
import type { Entry, Reading } from './reading.ts';

export type ProctorExamHypothesis = Hypothesis<Reading, ProctorExamCause>;

/** The words of a hypothesis; all of them are for whoever wrote the client. */
export type Told = { title: string; detail: string; fix: string; side?: FindingSide };

/** A hypothesis about a ProctorExam signature. */
export function cause(
  name: ProctorExamCause,
  cost: number,
  stage: number,
  { title, detail, fix, side = 'signer' }: Told,
  apply: ProctorExamHypothesis['apply'],
): ProctorExamHypothesis {
  return { cause: name, cost, stage, words: { title, detail, fix, side, owner: 'client-developer' }, apply };
}

/** Rewrites parameters; `null` when none changes. */
export function change(reading: Reading, rewrite: (one: Entry) => Entry): Reading | null {
  let changed = false;
  const entries = reading.entries.map((one) => {
    const other = rewrite(one);
    if (other !== one) changed = true;
    return other;
  });
  return changed ? { ...reading, entries } : null;
}

/** Keeps the parameters that pass; `null` when all do. */
export function keep(reading: Reading, isKept: (one: Entry) => boolean): Reading | null {
  const entries = reading.entries.filter(isKept);
  return entries.length === reading.entries.length ? null : { ...reading, entries };
}

/** The parameter with its signed text rewritten, the name too when asked for. */
export function signedAs(one: Entry, rewrite: (text: string) => string, names = false): Entry {
  const signedValue = rewrite(one.signedValue);
  const signedName = names ? rewrite(one.signedName) : one.signedName;
  return signedValue === one.signedValue && signedName === one.signedName ? one : { ...one, signedName, signedValue };
}
