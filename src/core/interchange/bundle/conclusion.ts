import type { Bundle } from '../../../protocol/models/data/bundle.ts';
import { short } from './bounds.ts';
import type { Story } from './evidence.ts';

type Point = Bundle['conclusion']['points'][number];

/** What is told first: the first thing that is wrong, in the order in which one rules out the next. */
export function conclude(
  { signature, findings, answer }: Pick<Story, 'signature' | 'findings' | 'answer'>,
  state: 'running' | 'finished' | 'failed' | 'cancelled' | 'interrupted' | 'received',
): Bundle['conclusion'] {
  const points = [...signaturePoints(signature), ...findingPoints(findings), ...answerPoints(answer)].slice(0, 100);
  const wrong =
    state === 'failed' ||
    points.length > 0 ||
    (answer !== null &&
      (answer.verdict === 'deviates' || answer.verdict === 'undocumented' || (answer.status ?? 0) >= 400));
  const over = state === 'finished' || state === 'received' || state === 'failed';
  const headline = answer !== null && answer.summary !== '' ? answer.summary : (points[0]?.text ?? nothingWrong);
  return { state: wrong ? 'failed' : over ? 'fine' : 'open', headline: short(headline), points };
}

const nothingWrong = 'Nothing was found wrong.';

function signaturePoints(signature: Story['signature']): Point[] {
  if (signature?.verdict !== 'invalid') return [];
  return signature.findings.map(({ title, detail, fix, owner }) => ({
    text: short(`${title} ${detail}`),
    fix: short(fix),
    owner: owner ?? null,
  }));
}

/** Errors in the order of the hops they are about: what follows on one is often its consequence. */
function findingPoints(findings: Story['findings']): Point[] {
  return findings
    .filter(({ severity }) => severity === 'error')
    .toSorted((a, b) => (a.hop ?? 0) - (b.hop ?? 0))
    .map(({ title, seen, expected, owner }) => ({ text: short(`${title} ${seen}`), fix: short(expected), owner }));
}

function answerPoints(answer: Story['answer']): Point[] {
  if (answer === null) return [];
  const failed = answer.checks
    .filter(({ level }) => level === 'error')
    .map(({ expected, actual, source }) => ({
      text: short(`The answer is not as documented: ${actual}`),
      fix: short(`Documented: ${expected} (${source})`),
      owner: 'tool-vendor' as const,
    }));
  const causes = answer.causes
    .filter(({ state }) => state === 'confirmed' || state === 'fits')
    .map(({ text, state }) => ({
      text: short(
        `${state === 'confirmed' ? 'The record confirms a documented cause' : 'A documented cause fits the answer'}: ${text}`,
      ),
      fix: '',
      owner: null,
    }));
  return [...causes, ...failed];
}
