import type { Answer } from '../../http/answer.ts';
import { json } from '../../http/answer.ts';
import type { SandboxRequest } from '../../http/request.ts';
import type { Route } from '../../http/router.ts';
import { canvasConfiguration, openidConfiguration } from '../../lti-1.3/tool-configuration.ts';
import { findPublication } from '../catalogue.ts';
import { refusalPage } from '../pages.ts';
import { beginLogin, launchByGet, takeLaunch } from './entrance.ts';
import { pickerPage, returnSelection } from './picker-page.ts';
import { register, registrationPage, setUpPage } from './registration-pages.ts';
import { gradePage, resultsPage, rosterPage } from './service-pages.ts';
import type { AdvantageStore } from './store.ts';
import { addressesOf, storeName } from './store.ts';
import type { Guest } from './visit-page.ts';
import { libraryPageFor, readingPageFor } from './visit-page.ts';

type Given = Answer | Promise<Answer>;

/** Endpoints and pages of the store as a tool of LTI 1.3. */
export function advantageRoutes(store: AdvantageStore): readonly Route<Given>[] {
  const on = (method: string, pattern: string, handle: (request: SandboxRequest) => Given): Route<Given> => ({
    method,
    pattern,
    handle,
  });
  const inVisit = (
    method: string,
    page: string,
    handle: (guest: Guest, request: SandboxRequest, rest: string) => Given,
  ): Route<Given> => ({
    method,
    pattern: `/lti/visits/:visit${page}`,
    handle(request, path) {
      const guest = guestOf(store, path.get('visit') ?? '');
      return guest === null ? noVisit() : handle(guest, request, path.get('rest') ?? '');
    },
  });
  return [
    on('GET', '/lti', (request) => setUpPage(store, request)),
    on('GET', '/lti/login', (request) => beginLogin(store, request)),
    on('POST', '/lti/login', (request) => beginLogin(store, request)),
    on('POST', '/lti/launch', (request) => takeLaunch(store, request)),
    on('GET', '/lti/launch', launchByGet),
    on('GET', '/lti/jwks', () => keySet(store)),
    on('GET', '/lti/register', registrationPage),
    on('POST', '/lti/register', (request) => register(store, request)),
    on('GET', '/lti/canvas.json', (request) => json(200, canvasConfiguration(storeName, addressesOf(request)))),
    on('GET', '/lti/openid.json', (request) => json(200, openidConfiguration(storeName, addressesOf(request)))),
    inVisit('GET', '', front),
    inVisit('GET', '/read/:rest', (guest, _request, slug) => read(store, guest, slug)),
    inVisit('POST', '/grade', (guest, request) => gradePage(store, guest, request)),
    inVisit('GET', '/results', (guest, request) => resultsPage(store, guest, request)),
    inVisit('GET', '/roster', (guest, request) => rosterPage(store, guest, request)),
    inVisit('POST', '/selection', (guest, request) => select(store, guest, request)),
  ];
}

function guestOf({ visits, users }: AdvantageStore, id: string): Guest | null {
  const visit = visits.find(id);
  if (visit === null) return null;
  return { visit, user: visit.userId === null ? null : users.find(visit.userId) };
}

function noVisit(): Answer {
  const detail = 'This visit is over: the sandbox was started anew since. Launch the library again.';
  return refusalPage(404, 'Visit not found', detail, 'visit-unknown');
}

async function keySet({ tool }: AdvantageStore): Promise<Answer> {
  const { publicJwk } = await tool.key();
  return json(200, { keys: [publicJwk] });
}

function front(guest: Guest): Answer {
  const { deepLinking } = guest.visit.message;
  return deepLinking === null ? libraryPageFor(guest) : pickerPage(guest, deepLinking);
}

function read({ users }: AdvantageStore, guest: Guest, slug: string): Answer {
  const answer = readingPageFor(guest, slug);
  const publication = findPublication(slug);
  if (answer.status === 200 && publication !== null && guest.user !== null) users.countRead(guest.user.id, publication);
  return answer;
}

function select(store: AdvantageStore, guest: Guest, request: SandboxRequest): Given {
  const { deepLinking } = guest.visit.message;
  if (deepLinking !== null) return returnSelection(store, guest, deepLinking, request);
  const detail = 'This visit began with a launch, not with a request to choose something.';
  return refusalPage(400, 'Nothing to return', detail, 'message-type-unknown');
}
