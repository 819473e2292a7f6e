import type { CookieBehaviour } from '../../../protocol/misbehaving/browser.ts';
import { redirect } from '../../http/answer.ts';
import { readCookies } from '../../http/cookies.ts';
import { redirectWith } from '../network/redirects.ts';
import { noSessionPage, welcomePage } from '../pages.ts';
import type { Behaviour, Visit } from '../tool.ts';
import { legUrl } from '../tool.ts';

/** How long the way to the page takes for a cookie that lives one second. */
const tooLongMilliseconds = 2000;

const thirdParty = 'SameSite=None; Secure';

const cookieName = ({ id }: Visit): string => `misbehaving-${id}`;

function sessionOf(visit: Visit): URLSearchParams | null {
  const value = readCookies(visit.request.headers.cookie).get(cookieName(visit));
  return value === undefined ? null : visit.tool.sessions.find(value);
}

function newCookie(visit: Visit, attributes: string): string {
  return `${cookieName(visit)}=${visit.tool.sessions.open(visit.launch)}; HttpOnly; ${attributes}`;
}

/** A launch that sets a cookie and redirects to a page that needs it. */
const withCookie = (attributes: string, next = (visit: Visit) => legUrl(visit, 'session')): Behaviour => ({
  accepted: (visit) => redirect(next(visit), [newCookie(visit, attributes)]),
  legs: {
    session(visit) {
      const launch = sessionOf(visit);
      return launch === null ? noSessionPage() : welcomePage(visit, launch);
    },
    'long-way': (visit) => ({
      ...redirectWith(302, legUrl(visit, 'session')),
      manner: { kind: 'late', milliseconds: tooLongMilliseconds },
    }),
  },
});

export const cookieBehaviours: Readonly<Record<CookieBehaviour, Behaviour>> = {
  'cookie-lax': withCookie('Path=/; SameSite=Lax'),
  'cookie-strict': withCookie('Path=/; SameSite=Strict'),
  'cookie-none-insecure': withCookie('Path=/; SameSite=None'),
  'cookie-none-secure': withCookie(`Path=/; ${thirdParty}`),
  'cookie-partitioned': withCookie(`Path=/; ${thirdParty}; Partitioned`),
  'cookie-other-host': withCookie(`Path=/; ${thirdParty}`, otherHost),
  'cookie-other-path': withCookie(`Path=/login; ${thirdParty}`),
  'cookie-expired': withCookie(`Path=/; Max-Age=1; ${thirdParty}`, (visit) => legUrl(visit, 'long-way')),
  'session-sticks': {
    ...withCookie(`Path=/; ${thirdParty}`),
    accepted(visit) {
      const next = legUrl(visit, 'session');
      return sessionOf(visit) === null
        ? redirect(next, [newCookie(visit, `Path=/; ${thirdParty}`)])
        : redirectWith(302, next);
    },
  },
};

/** The same page under the other name of this machine. */
function otherHost(visit: Visit): string {
  const url = new URL(legUrl(visit, 'session'));
  url.hostname = url.hostname === '127.0.0.1' ? 'localhost' : '127.0.0.1';
  return url.href;
}
