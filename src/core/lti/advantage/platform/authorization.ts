import type { AdvantageCheck } from '../../../../protocol/models/advantage/launch.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { matchRedirectUri } from './redirect-uri.ts';

/** Errors of an authorization response (OpenID Connect Core 1.0 §3.1.2.6; RFC 6749 §4.2.2.1). */
export type AuthorizationError =
  | 'invalid_request'
  | 'invalid_scope'
  | 'unsupported_response_type'
  | 'unauthorized_client'
  | 'access_denied'
  | 'login_required';

/** What the platform knows when a tool asks it to authorize a launch. */
export type AuthorizationKnowledge = {
  clientId: string;
  redirectUris: readonly string[];
  /** The launch the hints were sent for; `null` when it is over, or there never was one. */
  launch: {
    loginHint: string;
    /** `null`: none was sent. */
    ltiMessageHint: string | null;
    /** Of this launch's earlier requests. */
    nonces: readonly string[];
  } | null;
};

/**
 * How a request is answered. `error` goes to a registered redirect address; with `page` there is none that could be trusted, so that
 * the error is shown on a page of the platform and nothing is sent anywhere (RFC 6749 §4.1.2.1).
 */
export type AuthorizationAnswer =
  | { is: 'message'; redirectUri: string; nonce: string; state: string | null }
  | { is: 'error'; redirectUri: string; state: string | null; error: AuthorizationError; description: string }
  | { is: 'page'; error: AuthorizationError; description: string };

type Outcome =
  | { status: 'passed' | 'remarked'; seen: string }
  | { status: 'failed'; seen: string; error: AuthorizationError; missing?: true };

type Rule = {
  id: string;
  title: string;
  expected: string;
  source: string;
  check(given: Given, known: AuthorizationKnowledge): Outcome;
};

/** The first value of each parameter; an empty one counts as not sent (RFC 6749 §3.1). */
type Given = { value(name: string): string | null; doubled: readonly string[] };

const request = '1EdTech Security Framework 1.0 §5.1.1.2';

/** In the order they are checked. */
const rules: readonly Rule[] = [
  {
    id: 'once',
    title: 'Each parameter is sent once.',
    expected: 'No parameter twice.',
    source: 'RFC 6749 §3.1',
    check: ({ doubled }) =>
      doubled.length === 0
        ? passed('Each once.')
        : failed('invalid_request', `Sent more than once: ${shown(doubled.join(', '))}.`),
  },
  {
    id: 'redirect_uri',
    title: 'The answer goes to a registered address.',
    expected: 'redirect_uri, letter for letter one that is registered.',
    source: `${request}; OpenID Connect Core 1.0 §3.1.2.1`,
    check: required('redirect_uri', (value, { redirectUris }) => {
      const match = matchRedirectUri(value, redirectUris);
      return match.registered === null
        ? failed('invalid_request', `redirect_uri ${quoted(value)}. ${match.seen}`)
        : passed(`redirect_uri ${quoted(value)}, which is registered.`);
    }),
  },
  {
    id: 'scope',
    title: 'It is a request of OpenID Connect.',
    expected: 'scope=openid.',
    source: request,
    check: required('scope', (value) => {
      const scopes = value.split(' ').filter(Boolean);
      if (!scopes.includes('openid')) return failed('invalid_scope', `scope ${quoted(value)}.`);
      return scopes.length === 1
        ? passed('scope "openid".')
        : remarked(`scope ${quoted(value)}: more than openid, which other platforms may refuse.`);
    }),
  },
  {
    id: 'response_type',
    title: 'It asks for an id_token.',
    expected: 'response_type=id_token.',
    source: request,
    check: required('response_type', exactly('response_type', 'id_token', 'unsupported_response_type')),
  },
  {
    id: 'client_id',
    title: 'It comes from the registered tool.',
    expected: 'client_id as it is registered.',
    source: request,
    check: required('client_id', (value, { clientId }) =>
      value === clientId
        ? passed(`client_id ${quoted(value)}.`)
        : failed('unauthorized_client', `client_id ${quoted(value)}, registered is ${quoted(clientId)}.`),
    ),
  },
  {
    id: 'response_mode',
    title: 'The answer is to be posted.',
    expected: 'response_mode=form_post.',
    source: request,
    check: required('response_mode', exactly('response_mode', 'form_post', 'invalid_request')),
  },
  {
    id: 'prompt',
    title: 'The user is not to be asked for anything.',
    expected: 'prompt=none.',
    source: request,
    check: required('prompt', exactly('prompt', 'none', 'invalid_request')),
  },
  {
    id: 'login_hint',
    title: 'The login hint came back.',
    expected: 'login_hint exactly as the login had it.',
    source: request,
    check: required('login_hint', (value, { launch }) => {
      if (launch === null)
        return failed('login_required', `login_hint ${quoted(value)} is of no launch that is under way.`);
      return value === launch.loginHint
        ? passed('As it was sent.')
        : failed('access_denied', `login_hint ${quoted(value)}, sent was ${quoted(launch.loginHint)}.`);
    }),
  },
  {
    id: 'lti_message_hint',
    title: 'The message hint came back.',
    expected: 'lti_message_hint exactly as the login had it, and only then.',
    source: 'LTI 1.3 §4.1.1',
    check: ({ value }, { launch }) => {
      const given = value('lti_message_hint');
      const sent = launch?.ltiMessageHint ?? null;
      if (launch === null || given === sent)
        return passed(given === null ? 'None, as none was sent.' : 'As it was sent.');
      if (sent === null) return remarked(`lti_message_hint ${quoted(given ?? '')}, though none was sent.`);
      if (given === null) return failed('access_denied', 'No lti_message_hint, or an empty one, though one was sent.');
      return failed('access_denied', `lti_message_hint ${quoted(given)}, sent was ${quoted(sent)}.`);
    },
  },
  {
    id: 'nonce',
    title: 'It has a nonce of its own.',
    expected: 'nonce, new with every request.',
    source: request,
    check: required('nonce', (value, { launch }) =>
      launch?.nonces.includes(value) === true
        ? remarked(`nonce ${quoted(value)}, which a request before it had too: the page was loaded again.`)
        : passed(`nonce ${quoted(value)}.`),
    ),
  },
  {
    id: 'state',
    title: 'It has a state.',
    expected: 'state, to tie the answer to this browser.',
    source: `${request}; OpenID Connect Core 1.0 §3.1.2.1`,
    check: ({ value }) => {
      const state = value('state');
      if (state === null) return remarked('No state, or an empty one. Without it a login can be slipped in (CSRF).');
      return passed(`state ${quoted(state)}.`);
    },
  },
];

/**
 * Checks an authorization request rule by rule and says how it is answered. Total: whatever came gets an answer, and only a redirect
 * address that is registered is ever part of one. Missing parameters are told first, then in the order of the rules.
 */
export function checkAuthorizationRequest(
  params: Pairs,
  known: AuthorizationKnowledge,
): { checks: AdvantageCheck[]; answer: AuthorizationAnswer } {
  const given = givenOf(params);
  const judged = rules.map((rule) => ({ rule, outcome: rule.check(given, known) }));
  const checks = judged.map(({ rule: { id, title, expected, source }, outcome: { status, seen } }) => ({
    ...{ id, title, expected, source },
    ...{ status, seen },
  }));
  const failures = judged.flatMap(({ outcome }) => (outcome.status === 'failed' ? [outcome] : []));
  const failure = failures.find(({ missing }) => missing === true) ?? failures[0];
  const redirectUri = matchRedirectUri(given.value('redirect_uri') ?? '', known.redirectUris).registered;
  // Sent twice, nobody can say which of them the tool means.
  const trusted = given.doubled.includes('redirect_uri') ? null : redirectUri;
  return { checks, answer: answerOf(given, trusted, failure) };
}

function answerOf(
  { value }: Given,
  redirectUri: string | null,
  failure: { error: AuthorizationError; seen: string } | undefined,
): AuthorizationAnswer {
  const state = value('state');
  const nonce = value('nonce');
  if (failure === undefined && redirectUri !== null && nonce !== null)
    return { is: 'message', redirectUri, nonce, state };
  const told = { error: failure?.error ?? 'invalid_request', description: failure?.seen ?? '' };
  return redirectUri === null ? { is: 'page', ...told } : { is: 'error', redirectUri, state, ...told };
}

function givenOf(params: Pairs): Given {
  const names = params.map(([name]) => name);
  return {
    value: (name) => params.find(([candidate]) => candidate === name)?.[1] || null,
    doubled: [...new Set(names.filter((name, index) => names.indexOf(name) !== index))],
  };
}

function required(name: string, check: (value: string, known: AuthorizationKnowledge) => Outcome): Rule['check'] {
  return ({ value }, known) => {
    const found = value(name);
    if (found !== null) return check(found, known);
    return { ...failed('invalid_request', `No ${name}, or an empty one.`), missing: true };
  };
}

function exactly(name: string, expected: string, error: AuthorizationError): (value: string) => Outcome {
  return (value) =>
    value === expected ? passed(`${name} ${quoted(value)}.`) : failed(error, `${name} ${quoted(value)}.`);
}

type Failure = Extract<Outcome, { status: 'failed' }>;

const passed = (seen: string): Outcome => ({ status: 'passed', seen });
const remarked = (seen: string): Outcome => ({ status: 'remarked', seen });
const failed = (error: AuthorizationError, seen: string): Failure => ({ status: 'failed', seen, error });

const longestShown = 300;

function shown(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function quoted(text: string): string {
  return `"${shown(text)}"`;
}
