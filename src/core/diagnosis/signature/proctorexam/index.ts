import { type ProctorExamVerifyInput, receivedParameters } from '../../../signing/proctorexam/verify.ts';
import { parseRequestUrl } from '../../../signing/request-url.ts';
import type { Bench } from '../hypothesis.ts';
import { proctorExamHypotheses } from './causes.ts';
import type { ProctorExamHypothesis } from './hypotheses.ts';
import {
  documentedDigest,
  documentedOrder,
  documentedWriting,
  entry,
  proctorExamBench,
  type Reading,
} from './reading.ts';

export type ProctorExamCase = { base: Reading; bench: Bench<Reading>; hypotheses: ProctorExamHypothesis[] };

/** The reading of a call by the documented rules, and every way known to read it otherwise; `null` without a signature. */
export function proctorExamCase(input: ProctorExamVerifyInput): ProctorExamCase | null {
  const received = receivedParameters(input);
  const signature = received.get('signature');
  if (signature === undefined) return null;
  received.delete('signature');
  const inPath = new Set(input.pathParams.map(([name]) => name));
  const base: Reading = {
    entries: [...received].map(([name, value]) => entry(inPath.has(name) ? 'path' : 'message', name, value)),
    order: documentedOrder,
    separator: '?',
    before: '',
    after: '',
    between: '=',
    secretKey: input.credential.secretKey,
    digest: documentedDigest,
    write: documentedWriting,
    signature,
  };
  const path = parseRequestUrl(input.url, { requireUtf8: false }).parsed.pathname;
  return { base, bench: proctorExamBench, hypotheses: proctorExamHypotheses(base, path, input.credential.apiToken) };
}
