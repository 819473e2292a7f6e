import type {
  NegativeExpectation,
  NegativeOutcome,
  NegativeVerdict,
} from '../../../protocol/models/advantage/negative.ts';
import type { Exchange, Hop } from '../../../protocol/models/exchanges/exchange.ts';
import { looksLikeHtml, readPage, visibleText } from '../../html/page.ts';
import { placeOf, speaksOfRefusal, wordsOf } from '../answer-words.ts';
import { knownInAnswer } from '../checks/known-errors/index.ts';

/** What came of a launch, as far as a suite compares it. */
export type LaunchEnd = {
  /** Of the tool's last answer; `null` when there is none. */
  status: number | null;
  place: string;
  /** What the page shows, and errors in the addresses that led there. */
  shown: string;
  /** Of the page; empty for what is none. */
  title: string;
  /** The page asks for a password. */
  signsIn: boolean;
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
/** Words of a shorter page of the same title that must be those of a good launch: what was not sent, a page cannot show. */
const shortened = 0.6;

export function launchEnd(exchange: Exchange): LaunchEnd {
  const last = exchange.hops.at(-1);
  const body = last?.body?.text ?? '';
  const page = looksLikeHtml(body) ? readPage(body) : null;
  const shown = `${errorsInAddresses(exchange.hops)} ${visibleText(body)}`.replace(/\s+/g, ' ').trim();
  const status = last?.status ?? null;
  return {
    status,
    place: placeOf(last?.url ?? null),
    shown,
    title: page?.title ?? '',
    signsIn: page?.signsIn ?? false,
    known: knownInAnswer(body, status ?? 0).length > 0,
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
  if (end.signsIn && !baselines.some(({ signsIn }) => signsIn)) {
    return judged('refused', 'It asks to sign in, which a good launch does not.');
  }
  const samePlace = baselines.some(({ place }) => place === end.place);
  if (end.delivered && samePlace && baselines.some((one) => isSamePage(one, end))) {
    return judged('accepted', 'It shows the page of a good launch.');
  }
  if (!end.delivered) return judged('unclear', 'It did not ask for a token, and its page speaks of no error.');
  return samePlace
    ? judged('unclear', 'It answers at the address of a good launch, with another page that speaks of no error.')
    : judged('unclear', `It leads to ${end.place}, where a good launch does not, without a word of an error.`);
}

function isSamePage(good: LaunchEnd, end: LaunchEnd): boolean {
  const [known, seen] = [good, end].map(({ shown }) => new Set(wordsOf(shown).split(' ').filter(Boolean)));
  if (known === undefined || seen === undefined || known.size + seen.size === 0) return true;
  const shared = [...seen].filter((word) => known.has(word)).length;
  if (shared / (known.size + seen.size - shared) >= alike) return true;
  return end.title !== '' && end.title === good.title && shared / seen.size >= shortened;
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
