import type { RedirectBehaviour } from '../../../protocol/misbehaving/redirects.ts';
import type { Answer } from '../../http/answer.ts';
import { html } from '../../http/answer.ts';
import { escapeHtml, page, policyForPost } from '../../http/html.ts';
import { formFields } from '../../http/request.ts';
import { noLaunchPage, toolPage, welcomePage } from '../pages.ts';
import { style } from '../style.ts';
import type { Behaviour, Visit } from '../tool.ts';
import { legUrl } from '../tool.ts';
import { refuse } from '../verifier/refusals.ts';
import { verifyWithFault } from '../verifier/verify.ts';

const chainLength = 7;

/** A redirect that says where to and nothing else. */
export function redirectWith(status: 301 | 302 | 303 | 307 | 308, location: string): Answer {
  return {
    status,
    headers: [
      ['location', location],
      ['cache-control', 'no-store'],
    ],
    body: '',
    reason: null,
  };
}

/** Shows the launch it gets; without a POST there is none. */
const landing = (visit: Visit): Answer =>
  visit.request.method === 'POST' ? welcomePage(visit, visit.launch) : noLaunchPage();

const toLanding = (status: 301 | 302 | 303 | 307 | 308): Behaviour => ({
  accepted: (visit) => redirectWith(status, legUrl(visit, 'landing')),
  legs: { landing },
});

export const redirectBehaviours: Readonly<Record<RedirectBehaviour, Behaviour>> = {
  'redirect-301': toLanding(301),
  'redirect-302': toLanding(302),
  'redirect-303': toLanding(303),
  'redirect-307': toLanding(307),
  'redirect-308': toLanding(308),
  'redirect-307-reverified': {
    always: (visit) => redirectWith(307, legUrl(visit, 'landing')),
    legs: {
      landing(visit) {
        if (visit.request.method !== 'POST') return noLaunchPage();
        const problem = verifyWithFault(visit.request, visit.tool.guard);
        return problem === null ? welcomePage(visit, visit.launch) : refuse(problem, 'page');
      },
    },
  },
  'redirect-slash': {
    always: ({ request }) => redirectWith(301, `${request.path}/`),
    legs: { '': landing },
  },
  'redirect-chain': {
    accepted: (visit) => redirectWith(307, legUrl(visit, '1')),
    legs: {
      ...Object.fromEntries(
        Array.from({ length: chainLength - 1 }, (_, index) => [
          String(index + 1),
          (visit: Visit) => redirectWith(307, legUrl(visit, String(index + 2))),
        ]),
      ),
      [chainLength]: landing,
    },
  },
  'redirect-loop': {
    accepted: (visit) => redirectWith(302, legUrl(visit, 'ping')),
    legs: {
      ping: (visit) => redirectWith(302, legUrl(visit, 'pong')),
      pong: (visit) => redirectWith(302, legUrl(visit, 'ping')),
    },
  },
  'page-loop': {
    accepted: (visit) => goOnTo(legUrl(visit, 'login')),
    legs: {
      login: (visit) => goOnTo(legUrl(visit, 'check')),
      check: (visit) => goOnTo(legUrl(visit, 'login')),
    },
  },
  'redirect-not-found': {
    accepted: (visit) => redirectWith(302, legUrl(visit, 'course-page')),
    legs: {
      'course-page': () =>
        toolPage('Page not found', '<p role="alert">The requested URL was not found on this server.</p>', {
          status: 404,
          reason: 'unknown-path',
        }),
    },
  },
  'meta-refresh': {
    accepted(visit) {
      const next = escapeHtml(legUrl(visit, `start?session=${visit.tool.sessions.open(visit.launch)}`));
      return toolPage('One moment', `<meta http-equiv="refresh" content="1; url=${next}"><p>You are taken on.</p>`);
    },
    legs: { start },
  },
  'script-redirect': {
    accepted(visit) {
      return goOnTo(legUrl(visit, `start?session=${visit.tool.sessions.open(visit.launch)}`));
    },
    legs: { start },
  },
  'script-form': {
    accepted: (visit) => postingPage(legUrl(visit, 'landing'), visit.launch),
    legs: { landing },
  },
  'nonce-reposted': {
    accepted: (visit) => postingPage(visit.request.path, formFields(visit.request)),
  },
};

/** The page of a session whose id stands in the query. */
function start(visit: Visit): Answer {
  const launch = visit.tool.sessions.find(visit.launch.get('session') ?? '');
  return launch === null ? noLaunchPage() : welcomePage(visit, launch);
}

function postingPage(action: string, fields: URLSearchParams): Answer {
  const inputs = [...fields].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const form = `<form method="post" action="${escapeHtml(action)}">${inputs.join('')}</form>`;
  return scriptPage('document.forms[0].submit();', form);
}

function goOnTo(address: string): Answer {
  return scriptPage(`location.replace(${JSON.stringify(address)});`, '');
}

function scriptPage(script: string, body: string): Answer {
  const markup = page('One moment', style, `<main><h1>One moment</h1>${body}</main><script>${script}</script>`);
  return html(200, markup, policyForPost(style, script));
}
