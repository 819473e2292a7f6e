import { z } from 'zod';
import type {
  CatcherScore,
  CatcherService,
  CatcherServiceOutcome,
} from '../../../protocol/models/lti/catcher-services.ts';
import { type Offered, serviceScopes } from './offered.ts';
import { type Calls, createCalls, ServiceFailure, type ServiceTool, type ToolPorts } from './tool.ts';

const media = {
  roster: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
  lineItem: 'application/vnd.ims.lis.v2.lineitem+json',
  lineItems: 'application/vnd.ims.lis.v2.lineitemcontainer+json',
  score: 'application/vnd.ims.lis.v1.score+json',
  results: 'application/vnd.ims.lis.v2.resultcontainer+json',
} as const;

const rosterSchema = z.looseObject({
  members: z.array(z.looseObject({ user_id: z.string(), roles: z.array(z.string()) })),
});
const lineItemSchema = z.looseObject({ id: z.string(), label: z.string(), scoreMaximum: z.number() });
const lineItemsSchema = z.array(lineItemSchema);
const resultsSchema = z.array(z.looseObject({ userId: z.string(), resultScore: z.number().optional() }));

/** Most pages of a roster that are read. */
const mostPages = 20;

export type ServiceRun = { service: CatcherService; score: CatcherScore; offered: Offered; now: number };

/** Calls a service the launch offers and tells what came of it; what fails is in the outcome. */
export async function runService(tool: ServiceTool, run: ServiceRun, ports: ToolPorts): Promise<CatcherServiceOutcome> {
  const calls = createCalls(tool, ports);
  try {
    const headline = await runs[run.service](calls, run);
    return { ok: true, headline, calls: calls.made };
  } catch (error) {
    if (!(error instanceof ServiceFailure)) throw error;
    return { ok: false, headline: error.message, calls: calls.made };
  }
}

const runs: Readonly<Record<CatcherService, (calls: Calls, run: ServiceRun) => Promise<string>>> = {
  roster: readRoster,
  'line-items': readLineItems,
  score: passScore,
  results: readResults,
};

/** NRPS 2.0 §2.4: page by page. */
async function readRoster(calls: Calls, { offered }: ServiceRun): Promise<string> {
  const token = await calls.token([serviceScopes.roster]);
  let next: string | null = offered.rosterUrl;
  let members = 0;
  let pages = 0;
  while (next !== null && pages < mostPages) {
    const page: { value: z.infer<typeof rosterSchema>; link: string } = await calls.ask(
      { what: 'roster', method: 'GET', url: next, accept: media.roster, token },
      rosterSchema,
      ({ members: some }) => `A page with ${some.length} members.`,
    );
    members += page.value.members.length;
    pages += 1;
    next = nextOf(page.link, next);
  }
  const more = next === null ? '' : ' There are more, which were not read.';
  return `The roster has ${members} members on ${pages} ${pages === 1 ? 'page' : 'pages'}.${more}`;
}

/** The target of the link with relation `next` (RFC 8288 §3), at the origin that was asked: a token goes nowhere else. */
function nextOf(header: string, asked: string): string | null {
  for (const [, address = '', parameters = ''] of header.matchAll(/<([^>]*)>\s*;([^,<]*)/g)) {
    if (!/\brel\s*=\s*(?:next\b|"(?:[^"]*\s)?next(?:\s[^"]*)?")/i.test(parameters)) continue;
    const url = new URL(address, asked);
    if (url.origin === new URL(asked).origin) return url.href;
    throw new ServiceFailure(`The next page is at another address, ${url.origin}, which was not asked.`);
  }
  return null;
}

async function readLineItems(calls: Calls, { offered }: ServiceRun): Promise<string> {
  const scope = offered.scopes.includes(serviceScopes.lineItem) ? serviceScopes.lineItem : serviceScopes.lineItemRead;
  const token = await calls.token([scope]);
  const { value } = await calls.ask(
    { what: 'line-items', method: 'GET', url: offered.lineItemsUrl, accept: media.lineItems, token },
    lineItemsSchema,
    (items) => `${items.length} line items.`,
  );
  const labels = value.map(({ label }) => label).slice(0, 10);
  return value.length === 0 ? 'There is no line item yet.' : `Line items: ${labels.join(', ')}.`;
}

/** AGS 2.0 §3.4: to the line item of the link, or to one of the tool's own, which is made where it is missing. */
async function passScore(calls: Calls, { offered, score, now }: ServiceRun): Promise<string> {
  const own = offered.lineItemUrl === '';
  const token = await calls.token(own ? [serviceScopes.lineItem, serviceScopes.score] : [serviceScopes.score]);
  const lineItem = own ? await ownLineItem(calls, offered, token) : offered.lineItemUrl;
  const { comment, ...numbers } = score;
  const json = {
    userId: offered.subject,
    ...numbers,
    ...(comment === '' ? {} : { comment }),
    timestamp: new Date(now).toISOString(),
  };
  const send = { contentType: media.score, json };
  await calls.ask(
    { what: 'score', method: 'POST', url: below(lineItem, 'scores'), accept: 'application/json', token, send },
    z.unknown(),
    () => 'The platform took the score.',
  );
  return `The score ${score.scoreGiven} of ${score.scoreMaximum} was passed back.`;
}

const ownResource = 'countersign-catcher';

async function ownLineItem(calls: Calls, { lineItemsUrl, resourceLinkId }: Offered, token: string): Promise<string> {
  const filtered = new URL(lineItemsUrl);
  filtered.searchParams.set('resource_id', ownResource);
  const { value } = await calls.ask(
    { what: 'line-items', method: 'GET', url: filtered.href, accept: media.lineItems, token },
    lineItemsSchema,
    (items) => (items.length === 0 ? 'The catcher has no line item yet.' : 'The catcher has a line item.'),
  );
  const known = value.find(({ resourceId }) => resourceId === ownResource);
  if (known !== undefined) return known.id;
  const json = {
    label: 'Countersign catcher',
    scoreMaximum: 100,
    resourceId: ownResource,
    ...(resourceLinkId === '' ? {} : { resourceLinkId }),
  };
  const send = { contentType: media.lineItem, json };
  const made = await calls.ask(
    { what: 'line-item', method: 'POST', url: lineItemsUrl, accept: media.lineItem, token, send },
    lineItemSchema,
    () => 'The platform made the line item.',
  );
  return made.value.id;
}

async function readResults(calls: Calls, { offered }: ServiceRun): Promise<string> {
  const own = offered.lineItemUrl === '';
  const token = await calls.token(own ? [serviceScopes.lineItem, serviceScopes.result] : [serviceScopes.result]);
  const url = new URL(below(own ? await ownLineItem(calls, offered, token) : offered.lineItemUrl, 'results'));
  if (offered.subject !== '') url.searchParams.set('user_id', offered.subject);
  const { value } = await calls.ask(
    { what: 'results', method: 'GET', url: url.href, accept: media.results, token },
    resultsSchema,
    (results) => `${results.length} results.`,
  );
  const [first] = value;
  return first === undefined ? 'There is no result yet.' : `The result is ${first.resultScore ?? 'not given'}.`;
}

/** Below a line item; a query stays at the end (AGS 2.0 §3.4). */
function below(lineItem: string, name: 'scores' | 'results'): string {
  const url = new URL(lineItem);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${name}`;
  return url.href;
}
