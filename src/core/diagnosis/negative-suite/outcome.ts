import type {
  NegativeExpectation,
  NegativeOutcome,
  NegativeVerdict,
} from '../../../protocol/models/advantage/negative.ts';
import type { Exchange, Hop } from '../../../protocol/models/exchange.ts';
import { placeOf, speaksOfRefusal, wordsOf } from '../answer-words.ts';
import { knownInAnswer } from '../checks/known-errors/index.ts';
import { visibleText } from '../checks/known-errors/visible-text.ts';

/** What came of a launch, as far as a suite compares it. */
export type LaunchEnd = {
  /** Of the tool's last answer; `null` when there is none. */
  status: number | null;
  place: string;
  /** What the page shows, and errors in the addresses that led there. */
  shown: string;
  /** An error text of a known product or library. */
  known: boolean;
  /** The tool was sent the message; before that it can only have refused the login. */
  delivered: boolean;
  /** Why there is no answer, in words. */
  failure: string;
};

/** Characters of an answer that are told. */
const mostSaid = 300;
/** Words of a good launch that must come again, of all of both: fewer, and it is another page. */
const alike = 0.5;

export function launchEnd(exchange: Exchange): LaunchEnd {
  const last = exchange.hops.at(-1);
  const shown = `${errorsInAddresses(exchange.hops)} ${visibleText(last?.body?.text ?? '')}`
    .replace(/\s+/g, ' ')
    .trim();
  const status = last?.status ?? null;
  return {
    status,
    place: placeOf(last?.url ?? null),
    shown,
    known: knownInAnswer(last?.body?.text ?? '', status ?? 0).length > 0,
    delivered: exchange.advantageLaunch?.legs.some(({ id, state }) => id === 'message' && state === 'done') ?? false,
    failure: last?.failure?.reason ?? exchange.problem?.detail ?? '',
  };
}

/** What tools say in the address they send the browser back to (LTI 1.3 §5.4.4, return_url; OAuth 2.0 §4.1.2.1). */
function errorsInAddresses(hops: readonly Hop[]): string {
  const names = ['lti_errormsg', 'lti_errorlog', 'error_description', 'error'];
  return hops
    .flatMap(({ url, location }) => [url, location ?? ''])
    .flatMap((address) => {
      const query = URL.parse(address)?.searchParams;
      return names.flatMap((name) => query?.get(name) ?? []);
    })
    .join(' ');
}

export type Judged = { outcome: NegativeOutcome; reason: string; said: string };

/** Whether a tool accepted a launch, by what good launches of the same tool look like. `baselines` are not empty. */
export function judgeEnd(end: LaunchEnd, baselines: readonly LaunchEnd[]): Judged {
  const said = end.shown.length > mostSaid ? `${end.shown.slice(0, mostSaid - 1)}…` : end.shown;
  const judged = (outcome: NegativeOutcome, reason: string): Judged => ({ outcome, reason, said });
  const { status } = end;
  if (status === null) return judged('failed', end.failure === '' ? 'There was no answer.' : end.failure);
  if (status >= 400) return judged('refused', `It answered ${status}.`);
  if (end.known) return judged('refused', 'It shows an error text that is known.');
  const refusal = speaksOfRefusal(end.shown) && !baselines.some(({ shown }) => speaksOfRefusal(shown));
  if (refusal) return judged('refused', 'Its page speaks of an error, which that of a good launch does not.');
  const samePlace = baselines.some(({ place }) => place === end.place);
  const nearest = Math.max(...baselines.map((one) => likeness(one.shown, end.shown)));
  if (end.delivered && samePlace && nearest >= alike) {
    return judged('accepted', 'It shows the page of a good launch.');
  }
  if (!end.delivered) return judged('unclear', 'It did not ask for a token, and its page speaks of no error.');
  return samePlace
    ? judged('unclear', 'It answers at the address of a good launch, with another page that speaks of no error.')
    : judged('unclear', `It leads to ${end.place}, where a good launch does not, without a word of an error.`);
}

/** How many words two texts share, of all words of both: 1 for the same, 0 for nothing in common. */
function likeness(one: string, other: string): number {
  const [first, second] = [one, other].map((text) => new Set(wordsOf(text).split(' ').filter(Boolean)));
  if (first === undefined || second === undefined || first.size + second.size === 0) return 1;
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared / (first.size + second.size - shared);
}

/** What follows from an outcome for what was expected. */
export function verdictOf(expectation: NegativeExpectation, outcome: NegativeOutcome): NegativeVerdict {
  if (outcome === 'unclear' || outcome === 'failed') return 'unclear';
  switch (expectation) {
    case 'must-refuse':
      return outcome === 'refused' ? 'right' : 'wrong';
    case 'must-accept':
      return outcome === 'accepted' ? 'right' : 'wrong';
    case 'should-refuse':
      return outcome === 'refused' ? 'right' : 'risky';
    case 'may':
      return 'told';
  }
}
