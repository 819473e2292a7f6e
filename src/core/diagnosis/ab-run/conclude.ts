import type { AbColumn, AbPair, AbResult, AbRun } from '../../../protocol/models/exchanges/ab-run.ts';
import { variantPlaces } from './names.ts';

type Said = Pick<AbResult, 'conclusion' | 'verdict'>;

/** What follows from the three, in a sentence or two: whether they end alike, and the first difference with its cause. */
export function conclude(run: AbRun, columns: readonly AbColumn[], pairs: readonly AbPair[]): Said {
  if (run.state === 'running') {
    const done = columns.filter(({ state }) => state !== 'waiting' && state !== 'running').length;
    return { verdict: 'running', conclusion: `${done} of ${columns.length} launches have come to rest.` };
  }
  const first = pairs.find(({ finding }) => finding !== null);
  const missing = columns.filter(({ timeline }) => timeline === null);
  const unfinished = columns.filter(({ state, timeline }) => timeline === null || state === 'cancelled');
  if (unfinished.length > 0 || pairs.length < 3) {
    const which = unfinished.map(({ variant }) => variantPlaces[variant]).join(' and ');
    const gone = missing.length > 0 && run.state === 'finished' ? 'is no longer on record' : 'did not come to its end';
    const compared = first === undefined ? '' : ` ${first.detail}`;
    return { verdict: 'incomplete', conclusion: `The launch ${which} ${gone}.${compared}` };
  }
  const late = columns.some(({ state }) => state === 'timed-out')
    ? ' Not every page came to rest in time: what was recorded until then is compared.'
    : '';
  const isWell = columns.map(({ end }) => end?.isWell === true);
  if (first === undefined) {
    const how = isWell[0] === true ? 'goes well' : 'fails in the same way';
    const because = isWell[0] === true ? '' : ' Neither the frame nor third-party cookies are the cause.';
    return { verdict: 'same', conclusion: `The launch ${how} in all three: no hop differs.${because}${late}` };
  }
  if (isWell.every((one) => one === isWell[0])) {
    const how = isWell[0] === true ? 'ends on a page without an error' : 'fails';
    const reads = readAlike(columns) ? '' : ' The last page does not read the same, though.';
    return {
      verdict: 'ends-same',
      conclusion: `The launch ${how} in all three, on ways that differ.${reads} ${first.detail}${late}`,
    };
  }
  const failing = pairs.find(({ finding }) => finding?.severity === 'error') ?? first;
  return { verdict: 'differs', conclusion: `${failing.finding?.title ?? ''} ${failing.detail}${late}`.trim() };
}

/** Whether the last pages say the same, numbers and ids aside: error pages with status 200 do not. */
function readAlike(columns: readonly AbColumn[]): boolean {
  const words = columns.map(({ end }) => `${end?.title} ${end?.text}`.replace(/\S*\d\S*/g, '').trim());
  return new Set(words).size <= 1;
}
