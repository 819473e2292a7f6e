import type { AppEvent } from '../../../../../protocol/events.ts';
import type { DeepLinkingRequest } from '../../../../../protocol/models/advantage/launch.ts';
import type { ServiceCheck, StoredItem } from '../../../../../protocol/models/advantage/services.ts';
import type { Clock, Random } from '../../../../ports.ts';
import type { Storage } from '../../../../storage/open-storage.ts';
import { deepLinkedPage, platformPagePolicy } from '../../../platform-pages.ts';
import { readTokenParts } from '../../id-token/token-parts.ts';
import { endpointUrl } from '../../platform/addresses.ts';
import type { AdvantageEndpoint, AdvantageHost } from '../../platform/host.ts';
import { check, failed, firstFailure, passed } from '../checks.ts';
import { header, mediaType, type ServiceAnswer, type ServiceRequest, utf8 } from '../http.ts';
import type { Recorder } from '../recorder.ts';
import type { ToolRegistration } from '../registration.ts';
import { secretParts } from '../token/endpoint.ts';
import type { ToolKeys } from '../tool-keys.ts';
import { createUsedIds } from '../used-ids.ts';
import { checkDeepLinkingResponse, type JudgedResponse } from './response.ts';
import { storeItem } from './store-item.ts';

/** A deep linking request that was launched: what its answer is held to. */
export type OpenRequest = {
  registrationId: string;
  connectionId: string;
  courseId: string;
  exchangeId: string;
  deploymentId: string;
  setup: DeepLinkingRequest;
};

/** What is launched at a link that was chosen by deep linking. */
export type ChosenLink = Pick<StoredItem, 'title' | 'text' | 'url' | 'custom'>;

export type DeepLinking = {
  /** The address the tool answers at (`deep_link_return_url`), unguessable and new each time. Throws when the host is not started. */
  open(request: OpenRequest): string;
  /** What a connection launches at a placement, where that was chosen by deep linking. `url` `null`: the tool's usual address. */
  linkAt(connectionId: string, placementId: string): ChosenLink | null;
};

export type DeepLinkingPorts = {
  host: AdvantageHost;
  storage: Storage;
  clock: Clock;
  random: Random;
  keys: ToolKeys;
  recorder: Recorder;
  registrationOf(id: string): ToolRegistration | null;
  emit(event: AppEvent): void;
};

/** Requests that may still be answered; the oldest are forgotten first. */
const keptRequests = 300;

export function createDeepLinking(ports: DeepLinkingPorts): { deepLinking: DeepLinking; endpoint: AdvantageEndpoint } {
  const { host, storage, clock, random, keys, recorder, registrationOf, emit } = ports;
  const open = new Map<string, OpenRequest & { answered: boolean }>();
  const used = createUsedIds();

  const endpoint: AdvantageEndpoint = async (registrationId, [token = '', ...rest], request) => {
    const asked = open.get(token);
    const registration = registrationOf(registrationId);
    if (asked?.registrationId !== registrationId || registration === null || rest.length > 0) return noRequest;
    const form = readForm(request);
    const parts = readTokenParts(form.jwt);
    const checks: ServiceCheck[] = [...form.checks, formOf(parts)];
    const { connectionId, courseId, exchangeId, setup, deploymentId } = asked;
    const caller = { registrationId, connectionId, courseId, exchangeId };
    const call = { service: 'deep-linking', operation: 'answerDeepLinking', secrets: secretParts(form.jwt) } as const;
    if ('problem' in parts || firstFailure(checks) !== undefined) {
      const answer = pageOf({ refused: true, checks, judged: null, stored: [] });
      recorder.record(caller, request, { ...call, checks, answer, headline: headlineOf(checks, null, []) });
      return answer;
    }
    const kid = typeof parts.token.header.kid === 'string' ? parts.token.header.kid : null;
    const judged = checkDeepLinkingResponse(parts.token, {
      setup,
      deploymentId,
      clientId: registration.clientId,
      issuer: host.addresses(registration).issuer,
      keys: await keys.match(registration, form.jwt.trim(), kid),
      used,
      answered: asked.answered,
      now: clock.now() / 1000,
    });
    checks.push(...judged.checks);
    if (judged.trusted && typeof parts.token.claims.nonce === 'string') {
      used.add(parts.token.claims.nonce);
      asked.answered = true;
    }
    const stored = judged.items.map((one) => storeItem(one, asked, { storage, clock, random }));
    if (stored.some(({ placementId }) => placementId !== null)) emit({ type: 'roster.changed' });
    const answer = pageOf({ refused: !judged.trusted, checks, judged, stored });
    const headline = headlineOf(checks, judged, stored);
    recorder.record(caller, request, { ...call, checks, answer, headline, token: parts.token });
    return answer;
  };

  return {
    endpoint,
    deepLinking: {
      open(request) {
        const token = Buffer.from(random.bytes(32)).toString('base64url');
        open.set(token, { ...request, answered: false });
        const [oldest] = open.keys();
        if (open.size > keptRequests && oldest !== undefined) open.delete(oldest);
        return endpointUrl(host.origins().browser, request.registrationId, `deep-linking/${token}`);
      },
      linkAt(connectionId, placementId) {
        const item = storage.contentItems.at(connectionId, placementId);
        return item === undefined ? null : { title: item.title, text: item.text, url: item.url, custom: item.custom };
      },
    },
  };
}

function page(status: number, body: string): ServiceAnswer {
  return {
    status,
    headers: [
      ['Content-Type', 'text/html; charset=utf-8'],
      ['Content-Security-Policy', platformPagePolicy],
    ],
    body,
  };
}

const noRequest = page(
  404,
  deepLinkedPage({
    refused: true,
    message: null,
    errorMessage: null,
    items: [],
    problems: ['There is no such deep linking request, or the app was started anew since. Launch again.'],
  }),
);

/** The form field a response comes in is called `JWT`, in capitals (Deep Linking 2.0 §4.5). */
function readForm(request: Pick<ServiceRequest, 'headers' | 'body'>): { jwt: string; checks: ServiceCheck[] } {
  const fields = new URLSearchParams(utf8(request.body) ?? '');
  const type = mediaType(header(request.headers, 'content-type'));
  const rule = {
    id: 'form',
    title: 'It is a form with the response.',
    expected: 'A form post with the field JWT.',
    source: 'Deep Linking 2.0 §4.5',
  };
  if (type !== 'application/x-www-form-urlencoded') {
    return { jwt: '', checks: [check(rule, failed(type === '' ? 'There is no Content-Type.' : `It is ${type}.`))] };
  }
  const jwt = fields.get('JWT');
  if (jwt !== null) return { jwt, checks: [check(rule, passed('The field JWT is there.'))] };
  const names = [...fields.keys()].slice(0, 10).join(', ');
  return { jwt: '', checks: [check(rule, failed(`There is no field JWT${names === '' ? '' : `, but ${names}`}.`))] };
}

function formOf(parts: ReturnType<typeof readTokenParts>): ServiceCheck {
  const rule = {
    id: 'response.form',
    title: 'The response is a signed JWT.',
    expected: 'Three parts, the first two of them JSON.',
    source: '1EdTech Security Framework 1.0 §5.2',
  };
  return check(rule, 'problem' in parts ? failed(parts.problem) : passed('Three parts, the first two of them JSON.'));
}

function headlineOf(
  checks: readonly ServiceCheck[],
  judged: JudgedResponse | null,
  stored: readonly StoredItem[],
): string {
  const failure = firstFailure(checks);
  if (judged?.trusted !== true) return `Refused: ${failure?.seen ?? ''}`;
  const { errorMessage, errorLog } = judged;
  if (errorMessage !== null || errorLog !== null)
    return `The tool came back with an error: ${errorMessage ?? errorLog}`;
  const taken = `${stored.length} ${stored.length === 1 ? 'item was' : 'items were'} taken over.`;
  return failure === undefined ? taken : `${taken} Not all: ${failure.seen}`;
}

function pageOf(outcome: {
  refused: boolean;
  checks: readonly ServiceCheck[];
  judged: JudgedResponse | null;
  stored: readonly StoredItem[];
}): ServiceAnswer {
  const { refused, checks, judged, stored } = outcome;
  const problems = checks
    .filter(({ status }) => status === 'failed')
    .map(({ title, seen }) => `Not so: ${title} ${seen}`);
  const body = deepLinkedPage({
    refused,
    message: judged?.message ?? null,
    errorMessage: judged?.errorMessage ?? null,
    items: stored.map((item) => item.title ?? item.url ?? item.type),
    problems,
  });
  return page(refused ? 400 : 200, body);
}
