import type { Pairs } from '../../../../protocol/models/pairs.ts';
import type { Random } from '../../../ports.ts';
import { parseForm } from '../../../signing/form-encoding.ts';
import { type AuthorizationAnswer, checkAuthorizationRequest } from './authorization.ts';
import type { AdvantageAnswer, AdvantageEndpoint, AdvantageRequest } from './host.ts';
import { postPage, toldPage } from './pages.ts';

/** A launch a tool may ask to be authorized. */
export type PendingLaunch = {
  exchangeId: string;
  registrationId: string;
  loginHint: string;
  ltiMessageHint: string;
  /** Answers an authorization request that is taken to be for this launch; its hints may still be wrong. */
  authorize(request: AdvantageRequest, params: Pairs): Promise<AdvantageAnswer>;
};

/** Launches whose login was initiated and whose page is still open. */
export interface PendingLaunches {
  add(launch: PendingLaunch): void;
  remove(exchangeId: string): void;
  /**
   * The launch a request is for: by its hints, and where they fit none, the newest of the registration, so that a person sees what
   * is wrong with them.
   */
  find(registrationId: string, params: Pairs): PendingLaunch | undefined;
}

export function createPendingLaunches(): PendingLaunches {
  const launches = new Map<string, PendingLaunch>();
  return {
    add: (launch) => {
      launches.set(launch.exchangeId, launch);
    },
    remove: (exchangeId) => {
      launches.delete(exchangeId);
    },
    find: (registrationId, params) => {
      const own = [...launches.values()].filter((launch) => launch.registrationId === registrationId).reverse();
      const value = (name: string) => params.find(([candidate]) => candidate === name)?.[1];
      return (
        own.find(({ loginHint }) => loginHint === value('login_hint')) ??
        own.find(({ ltiMessageHint }) => ltiMessageHint === value('lti_message_hint')) ??
        own[0]
      );
    },
  };
}

/** A hint nobody can guess: it stands for the user who is signed in. */
export function newHint(random: Random): string {
  return Buffer.from(random.bytes(24)).toString('base64url');
}

export type AuthorizationPorts = {
  pending: PendingLaunches;
  /** As it is stored, while there is no launch to ask. */
  registrationOf(id: string): { clientId: string; redirectUris: readonly string[] };
};

/** The authorization endpoint (OpenID Connect Core 1.0 §3.1.2.1): parameters in the query with GET, in a form with POST. */
export function authorizationEndpoint({ pending, registrationOf }: AuthorizationPorts): AdvantageEndpoint {
  return async (registrationId, rest, request) => {
    if (rest.length > 0) return toldPage(404, 'There is nothing at this address', []);
    const params = authorizationParameters(request);
    const launch = pending.find(registrationId, params);
    if (launch !== undefined) return launch.authorize(request, params);
    const { answer } = checkAuthorizationRequest(params, { ...registrationOf(registrationId), launch: null });
    return refusal(answer);
  };
}

function authorizationParameters({ method, body, query }: AdvantageRequest): Pairs {
  return method === 'POST' ? parseForm(Buffer.from(body).toString('utf8')) : [...query];
}

/** The fields of an error response (OpenID Connect Core 1.0 §3.1.2.6), posted as the request asked for. */
export function errorFields({ error, description, state }: Extract<AuthorizationAnswer, { is: 'error' }>): Pairs {
  return [
    ['error', error],
    ['error_description', described(description)],
    ...(state === null ? [] : [['state', state] satisfies Pairs[number]]),
  ];
}

/** An answer that is no message: posted to the tool, or told on a page where nobody may be answered. */
export function refusal(answer: AuthorizationAnswer): AdvantageAnswer {
  if (answer.is === 'error')
    return postPage({ method: 'POST', action: answer.redirectUri, fields: errorFields(answer) });
  const [error, description] = answer.is === 'page' ? [answer.error, answer.description] : ['login_required', ''];
  return toldPage(400, 'The tool asked for something the platform may not answer', [
    ['Error', error],
    ['Why', description],
    ['What happens', 'Nothing was sent anywhere: the answer would go to an address that is not registered.'],
  ]);
}

/** Only these characters may stand in a description (RFC 6749 §4.1.2.1). */
function described(text: string): string {
  return text.replaceAll('"', "'").replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, '?');
}
