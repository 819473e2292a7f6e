import { z } from 'zod';
import type { Served } from './access-token.ts';
import { wordsOf } from './access-token.ts';
import type { LocalReply } from './local-call.ts';
import { callLocal } from './local-call.ts';

const prefix = 'https://purl.imsglobal.org/spec/lti-ags/scope';
export const gradeScopes = {
  lineItem: `${prefix}/lineitem`,
  lineItemRead: `${prefix}/lineitem.readonly`,
  score: `${prefix}/score`,
  result: `${prefix}/result.readonly`,
} as const;

const media = {
  lineItem: 'application/vnd.ims.lis.v2.lineitem+json',
  lineItems: 'application/vnd.ims.lis.v2.lineitemcontainer+json',
  score: 'application/vnd.ims.lis.v1.score+json',
  results: 'application/vnd.ims.lis.v2.resultcontainer+json',
} as const;

const lineItemSchema = z.looseObject({
  id: z.string(),
  label: z.string(),
  scoreMaximum: z.number(),
  resourceId: z.string().optional(),
  resourceLinkId: z.string().optional(),
});
export type ToolLineItem = z.infer<typeof lineItemSchema>;

const resultSchema = z.looseObject({
  userId: z.string(),
  resultScore: z.number().optional(),
  resultMaximum: z.number().optional(),
  comment: z.string().optional(),
});
export type ToolResult = z.infer<typeof resultSchema>;

export interface LineItemWish {
  readonly label: string;
  readonly scoreMaximum: number;
  readonly resourceId: string;
  readonly resourceLinkId: string;
}

export interface ToolScore {
  readonly userId: string;
  readonly scoreGiven: number;
  readonly scoreMaximum?: number;
  readonly comment?: string;
  /** ISO 8601 with fractions of a second and time zone. */
  readonly timestamp: string;
  readonly activityProgress: string;
  readonly gradingProgress: string;
}

/** The line item of this resource, found or made (Assignment and Grade Services 2.0 §3.2). Answers with its address. */
export async function findOrMakeLineItem(
  lineItems: string,
  token: string,
  wish: LineItemWish,
): Promise<Served<string>> {
  const query = new URL(lineItems);
  query.searchParams.set('resource_id', wish.resourceId);
  query.searchParams.set('resource_link_id', wish.resourceLinkId);
  const found = await callLocal({
    method: 'GET',
    url: query.href,
    headers: headersFor(token, { accept: media.lineItems }),
  });
  const listed = z.array(lineItemSchema).safeParse(found.ok ? found.json : undefined);
  if (!found.ok || found.status !== 200 || !listed.success) return refused('Reading the line items', found);
  const known = listed.data.find((item) => item.resourceId === wish.resourceId);
  if (known !== undefined) return { ok: true, value: known.id };
  const made = await callLocal({
    method: 'POST',
    url: lineItems,
    headers: headersFor(token, { accept: media.lineItem, 'content-type': media.lineItem }),
    body: JSON.stringify(wish),
  });
  const item = lineItemSchema.safeParse(made.ok ? made.json : undefined);
  if (!made.ok || made.status >= 300 || !item.success) return refused('Creating the line item', made);
  return { ok: true, value: item.data.id };
}

/** The address below a line item's; a query stays where it was (§3.4). */
export function belowLineItem(lineItem: string, path: 'scores' | 'results'): string {
  const url = new URL(lineItem);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`;
  return url.href;
}

/** @param at - where the score goes, and as what; a right tool posts it below the line item. */
export async function postScore(
  lineItem: string,
  token: string,
  score: ToolScore,
  at: { readonly url?: string; readonly contentType?: string } = {},
): Promise<Served<number>> {
  const called = await callLocal({
    method: 'POST',
    url: at.url ?? belowLineItem(lineItem, 'scores'),
    headers: headersFor(token, { accept: 'application/json', 'content-type': at.contentType ?? media.score }),
    body: JSON.stringify(score),
  });
  if (!called.ok || called.status >= 300) return refused('Passing the grade back', called);
  return { ok: true, value: called.status };
}

/** What the platform made of the scores of one person. */
export async function readResults(lineItem: string, token: string, userId: string): Promise<Served<ToolResult[]>> {
  const url = new URL(belowLineItem(lineItem, 'results'));
  url.searchParams.set('user_id', userId);
  const called = await callLocal({
    method: 'GET',
    url: url.href,
    headers: headersFor(token, { accept: media.results }),
  });
  const results = z.array(resultSchema).safeParse(called.ok ? called.json : undefined);
  if (!called.ok || called.status !== 200 || !results.success) return refused('Reading the results', called);
  return { ok: true, value: results.data };
}

function headersFor(token: string, others: Readonly<Record<string, string>>): Record<string, string> {
  return { authorization: `Bearer ${token}`, ...others };
}

function refused(what: string, reply: LocalReply): { readonly ok: false; readonly problem: string } {
  if (!reply.ok) return { ok: false, problem: `${what} failed: ${reply.problem}.` };
  const words = reply.status < 300 ? ' with something else' : wordsOf(reply.json);
  return { ok: false, problem: `${what} was answered with ${reply.status}${words}.` };
}
