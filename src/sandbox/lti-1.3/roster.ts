import { z } from 'zod';
import type { Served } from './access-token.ts';
import { wordsOf } from './access-token.ts';
import { callLocal } from './local-call.ts';

export const rosterScope = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';

const memberSchema = z.looseObject({
  user_id: z.string(),
  roles: z.array(z.string()),
  status: z.string().optional(),
  name: z.string().optional(),
  email: z.string().optional(),
});
const containerSchema = z.looseObject({ id: z.string(), members: z.array(memberSchema) });
export type Member = z.infer<typeof memberSchema>;

export interface RosterRead {
  readonly members: readonly Member[];
  readonly pages: number;
}

export interface RosterQuery {
  readonly url: string;
  readonly token: string;
  /** Short name or URI; '' for everyone. */
  readonly role: string;
  readonly limit: number;
  /** Pages read at most. */
  readonly mostPages?: number;
}

/** Reads a roster page by page (Names and Role Provisioning Services 2.0 §2.4). */
export async function readRoster({
  url,
  token,
  role,
  limit,
  mostPages = 100,
}: RosterQuery): Promise<Served<RosterRead>> {
  const first = new URL(url);
  first.searchParams.set('limit', String(limit));
  if (role !== '') first.searchParams.set('role', role);
  const members: Member[] = [];
  let next: string | null = first.href;
  for (let pages = 0; ; pages += 1) {
    if (next === null || pages === mostPages) return { ok: true, value: { members, pages } };
    const called = await callLocal({
      method: 'GET',
      url: next,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
      },
    });
    if (!called.ok) return { ok: false, problem: `The roster could not be read: ${called.problem}.` };
    const container = containerSchema.safeParse(called.json);
    if (called.status !== 200 || !container.success) {
      const problem = called.status === 200 ? ' with what is no roster' : wordsOf(called.json);
      return { ok: false, problem: `The roster’s address answered ${called.status}${problem}.` };
    }
    members.push(...container.data.members);
    next = nextPage(called.headers.get('link'));
  }
}

/** The address of the link with relation `next` (RFC 8288). */
function nextPage(header: string | null): string | null {
  const links = header?.matchAll(/<([^>]*)>\s*;([^,<]*)/g) ?? [];
  for (const [, address = '', parameters = ''] of links) {
    if (/\brel\s*=\s*(?:next\b|"(?:[^"]*\s)?next(?:\s[^"]*)?")/i.test(parameters)) return address;
  }
  return null;
}
