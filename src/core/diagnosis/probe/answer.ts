import type { ProbeResult } from '../../../protocol/models/exchanges/probe.ts';
import type { Problem } from '../../../protocol/problem.ts';
import { visibleText } from '../../html/page.ts';
import { contentTypeOf, decodeText } from '../../http/index.ts';
import type { HttpResult } from '../../ports.ts';
import { placeOf, speaksOfRefusal, wordsOf } from '../answer-words.ts';
import { knownInAnswer } from '../checks/known-errors/index.ts';

/** How a tool answered a launch, at the end of its redirects. */
export type Answer =
  | { kind: 'answered'; status: number; said: string; refuses: boolean; likeness: string; at: number }
  | { kind: 'none'; problem: Problem; at: number };

/** Characters of an answer that are told. */
const mostSaid = 200;
/** A longer page below status 400 is more likely to speak of signatures than to refuse one. */
const longestRefusal = 2000;

const ofSignatures =
  /signature|oauth|consumer.?key|(?:check|wrong|invalid|incorrect).{0,30}(?:key|secret|credential)|nonce|timestamp/i;

/** Whether a text is about the signature of a launch. */
export function speaksOfSignatures({ said }: { said: string }): boolean {
  return ofSignatures.test(said);
}

/** What a tool says of a refusal in the address it sends the browser to (LTI 1.1 §3). */
function inAddresses({ hops }: HttpResult): string {
  return hops
    .flatMap(({ url, location }) => [url, location ?? ''])
    .flatMap((address) => URL.parse(address)?.searchParams.get('lti_errormsg') ?? [])
    .join(' ');
}

/** Reads an answer: what it says, whether it refuses the launch, and what makes two answers alike. */
export function answerOf(result: HttpResult, at: number): Answer {
  const last = result.hops.at(-1);
  if (last === undefined || last.status === null) {
    return { kind: 'none', problem: { code: 'network.failed', params: {}, detail: 'no answer' }, at };
  }
  const { status } = last;
  const bytes = result.bodies.get(last.index) ?? new Uint8Array();
  const body = decodeText(bytes, contentTypeOf(last.responseHeaders)).text;
  const returned = inAddresses(result);
  const shown = `${returned} ${visibleText(body)}`.replace(/\s+/g, ' ').trim();
  const isShort = shown.length <= longestRefusal;
  const refuses =
    status >= 400 ||
    returned !== '' ||
    knownInAnswer(body, status).length > 0 ||
    (isShort && ofSignatures.test(shown) && speaksOfRefusal(shown));
  const said = shown.length > mostSaid ? `${shown.slice(0, mostSaid - 1)}…` : shown;
  const likeness = [status, placeOf(last.url), placeOf(last.location), wordsOf(shown)].join('\n');
  return { kind: 'answered', status, said, refuses, likeness, at };
}

/** Statuses by which a server asks to be left alone (RFC 6585 §4, RFC 9110 §15.6.4). */
const busy: ReadonlySet<number> = new Set([429, 503]);

/** What an answer means beside that to the right signature; `null`: it is that one. */
export function resultOf(answer: Answer, control: Answer | null): ProbeResult {
  if (answer.kind === 'none') return 'failed';
  if (!answer.refuses) return 'accepted';
  if (busy.has(answer.status)) return 'busy';
  if (control === null || control.kind === 'none') return 'refused';
  return answer.likeness === control.likeness ? 'refused' : 'different';
}
