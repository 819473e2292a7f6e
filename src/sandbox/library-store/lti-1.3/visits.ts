import { randomBytes } from 'node:crypto';
import type { PlatformRegistration } from '../../../protocol/sandbox-tool.ts';
import type { LaunchMessage } from '../../lti-1.3/message.ts';
import { remember } from '../../remember.ts';

/** A launch by LTI 1.3 that was let in. Its id stands in the addresses of its pages, so that they work where cookies are blocked. */
export interface Visit {
  readonly id: string;
  readonly platform: PlatformRegistration;
  readonly message: LaunchMessage;
  /** Account of the store; null for a launch that says nothing of its user. */
  readonly userId: string | null;
  /** Line item the visit's grades go to, once it is known. */
  readonly lineItem: string;
}

export interface Visits {
  open(visit: Omit<Visit, 'id'>): Visit;
  find(id: string): Visit | null;
  keepLineItem(visit: Visit, lineItem: string): void;
  clear(): void;
}

export function createVisits(): Visits {
  const visits = new Map<string, Visit>();
  return {
    open(visit) {
      const opened = { ...visit, id: randomBytes(18).toString('base64url') };
      remember(visits, opened.id, opened);
      return opened;
    },
    find: (id) => visits.get(id) ?? null,
    keepLineItem: (visit, lineItem) => void visits.set(visit.id, { ...visit, lineItem }),
    clear: () => visits.clear(),
  };
}

/** Address of a page of a visit, below the store's origin. */
export function visitPath({ id }: Pick<Visit, 'id'>, page = ''): string {
  return `/lti/visits/${id}${page === '' ? '' : `/${page}`}`;
}
