import { type Exchange, exchangeSchema } from '../../protocol/models/exchanges/exchange.ts';
import type { PlatformPart } from '../../protocol/models/lti/launch-setup.ts';
import { type ContentItemRequest, contentItemRequestSchema } from '../../protocol/models/lti/lti.ts';
import type { ContentItemSelection, OutcomeCall, ServiceFinding } from '../../protocol/models/lti/platform.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLineCore } from '../command-line.ts';

/** Options of `launch` for what a tool sends back, beside `--outcomes` and `--return-url`. */
export type ServiceOptions = {
  selectContent?: boolean;
  mediaTypes?: string;
  targets?: string;
  acceptMultiple?: boolean;
  acceptUnsigned?: boolean;
  autoCreate?: boolean;
  waitOutcomes?: string;
};

/** What a launch waits for when its pages have come to their end, and how long at most (milliseconds). */
export type Awaited = { what: 'selection' | 'outcome'; ms: number };

/** What `--select-content` and the options with it ask for, as the request says it; `null` without. */
export function contentItemRequest(options: ServiceOptions): ContentItemRequest | null {
  const { mediaTypes, targets, acceptMultiple, acceptUnsigned, autoCreate } = options;
  if (options.selectContent !== true) {
    if ([mediaTypes, targets, acceptMultiple, acceptUnsigned, autoCreate].every((given) => given === undefined)) {
      return null;
    }
    throw new ProblemError('input.invalid', { field: '--select-content', detail: 'needed for a selection of content' });
  }
  const parsed = contentItemRequestSchema.safeParse({
    acceptMediaTypes: listOf(mediaTypes ?? 'application/vnd.ims.lti.v1.ltilink,*/*'),
    presentationTargets: listOf(targets ?? 'iframe,window'),
    acceptMultiple,
    acceptUnsigned,
    autoCreate,
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path[0] === 'presentationTargets' ? '--targets' : '--media-types';
  throw new ProblemError('input.invalid', { field, detail: issue?.message ?? 'not usable' });
}

/** @throws ProblemError `input.invalid` for what is no number of seconds. */
export function outcomeWait({ waitOutcomes }: ServiceOptions): number | null {
  if (waitOutcomes === undefined) return null;
  if (/^\d{1,6}$/.test(waitOutcomes)) return Number(waitOutcomes) * 1000;
  throw new ProblemError('input.invalid', { field: '--wait-outcomes', detail: 'expected a number of seconds' });
}

/** What a launch has to wait for; a selection is waited for as long as for a page. */
export function awaited(platform: PlatformPart | undefined, timeoutMs: number, outcomeMs: number | null): Awaited[] {
  return [
    ...(platform?.contentItems == null ? [] : [{ what: 'selection' as const, ms: timeoutMs }]),
    ...(outcomeMs === null ? [] : [{ what: 'outcome' as const, ms: outcomeMs }]),
  ];
}

/** Waits until the tool has sent what is awaited, or until the time for it is over. Answers the exchange as it is then. */
export async function waitForServices(
  core: CommandLineCore,
  exchange: Exchange,
  wanted: readonly Awaited[],
): Promise<Exchange> {
  const read = async () => exchangeSchema.parse(await core.call('exchanges.get', { id: exchange.id }));
  let current = exchange;
  for (const { what, ms } of current.problem === null ? wanted : []) {
    current = await until(core, exchange.id, ms, read, (one) => hasCome(one, what));
  }
  return current;
}

function hasCome({ contentItems, outcomes }: Exchange, what: Awaited['what']): boolean {
  return what === 'selection' ? contentItems !== null : outcomes.some(isResult);
}

/** A tool may read the result before it reports one. */
function isResult({ operation }: OutcomeCall): boolean {
  return operation !== 'readResult';
}

async function until(
  core: CommandLineCore,
  id: string,
  ms: number,
  read: () => Promise<Exchange>,
  isEnough: (exchange: Exchange) => boolean,
): Promise<Exchange> {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), ms);
  let wake = (): void => {};
  const unsubscribe = core.events((event) => {
    if (event.type === 'exchange.changed' && event.exchange.id === id) wake();
  });
  end.signal.addEventListener('abort', () => wake());
  try {
    for (;;) {
      const changed = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const exchange = await read();
      if (isEnough(exchange) || end.signal.aborted) return exchange;
      await changed;
    }
  } finally {
    clearTimeout(timer);
    unsubscribe();
  }
}

/** What keeps the services from being all right: nothing came, or what came is wrong. `null` when all is well. */
export function serviceTrouble({ contentItems, outcomes }: Exchange, wanted: readonly Awaited[]): string | null {
  for (const { what, ms } of wanted) {
    if (what === 'selection' && contentItems === null) return `The tool sent no selection within ${ms / 1000} s.`;
    if (what === 'outcome' && !outcomes.some(isResult)) return `The tool reported no result within ${ms / 1000} s.`;
  }
  if (wanted.some(({ what }) => what === 'selection') && contentItems !== null) {
    const trouble = worst(contentItems.findings);
    if (trouble !== null) return `The selection is not as it has to be: ${trouble}`;
    if (contentItems.errorMessage !== null) return `The tool answered with an error: ${contentItems.errorMessage}`;
  }
  const refused = outcomes.find(({ codeMajor }) => codeMajor === 'failure' || codeMajor === 'unsupported');
  if (wanted.some(({ what }) => what === 'outcome') && refused !== undefined) {
    return `A result was refused: ${refused.description}`;
  }
  return null;
}

function worst(findings: readonly ServiceFinding[]): string | null {
  return findings.find(({ level }) => level === 'error')?.title ?? null;
}

/** What tools sent back, as lines for people. */
export function serviceLines({ contentItems, outcomes, returned }: Exchange): string[] {
  const said = [
    returned?.errorMessage ?? null,
    returned?.message ?? null,
    returned?.errorLog ?? null,
    returned?.log ?? null,
  ].filter((text) => text !== null);
  return [
    ...(returned === null ? [] : [`Came back: ${said.join(' · ') || 'without a word'}`]),
    ...(contentItems === null ? [] : selectionLines(contentItems)),
    ...outcomes.flatMap(outcomeLines),
  ];
}

function selectionLines({ items, verified, message, errorMessage, findings }: ContentItemSelection): string[] {
  return [
    `Selection: ${items.length} ${items.length === 1 ? 'item' : 'items'}, ${signatureWords(verified)}`,
    ...items.map(({ type, title, url, mediaType }) => ['  item', type, title ?? '', url ?? mediaType ?? ''].join('\t')),
    ...[message, errorMessage].filter((text) => text !== null).map((text) => `  the tool says: ${text}`),
    ...findings.flatMap(findingLines),
  ];
}

function outcomeLines({ operation, score, verified, codeMajor, description, findings }: OutcomeCall): string[] {
  const what = [operation ?? 'unknown message', score ?? ''].filter((text) => text !== '').join(' ');
  return [
    `Outcome: ${what}, ${signatureWords(verified)}, answered with ${codeMajor}: ${description}`,
    ...findings.flatMap(findingLines),
  ];
}

function findingLines({ level, title, detail, fix }: ServiceFinding): string[] {
  return [`  ${level.padEnd(7)} ${title} ${detail}`, `          what to do: ${fix}`];
}

function signatureWords(verified: boolean | null): string {
  if (verified === null) return 'signature not checked';
  return verified ? 'signature right' : 'signature wrong';
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
