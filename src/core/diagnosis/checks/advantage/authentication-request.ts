import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import type { LoginInitiation } from '../../../lti/advantage/login.ts';
import { findingsOf, nameList, shown } from '../check.ts';
import { matchRedirectUri, redirectDifference } from '../configuration/redirect-uri.ts';

const of = findingsOf({ id: 'OI-02', owner: 'tool-vendor', source: '1EdTech Security Framework 1.0 §5.1.1.2' });

/** What an authentication request is compared with; `null`: not known. */
export type AuthenticationContext = {
  login: LoginInitiation | null;
  clientId: string | null;
  redirectUris: readonly string[] | null;
};

const required = ['scope', 'response_type', 'client_id', 'redirect_uri', 'login_hint', 'nonce'];

/** OI-02: whether a tool asks for the token as a platform expects it. */
export function checkAuthenticationRequest(params: Pairs, known: AuthenticationContext): CheckFinding[] {
  const value = (name: string): string | null => params.find(([other]) => other === name)?.[1] ?? null;
  const missing = required.filter((name) => (value(name) ?? '') === '');
  const names = params.map(([name]) => name);
  const repeated = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  return [
    ...(missing.length > 0
      ? [
          of({
            severity: 'error',
            title: 'The authentication request lacks parameters.',
            seen: `Missing: ${nameList(missing)}.`,
            expected: `All of ${required.join(', ')}.`,
          }),
        ]
      : []),
    ...(repeated.length > 0
      ? [
          of({
            severity: 'error',
            title: 'A parameter of the authentication request came twice.',
            seen: `${nameList(repeated)}.`,
            expected: 'Each parameter once (OpenID Connect Core 1.0 §3.1.2.1).',
          }),
        ]
      : []),
    ...fixedValues(value),
    ...hints(value, known),
    ...redirect(value('redirect_uri'), known.redirectUris),
  ];
}

type Value = (name: string) => string | null;

function fixedValues(value: Value): CheckFinding[] {
  const scopes = value('scope')?.split(' ') ?? null;
  const fixed: readonly (readonly [name: string, right: string, whenMissing: CheckFinding['severity'] | null])[] = [
    ['response_type', 'id_token', null],
    ['response_mode', 'form_post', 'error'],
    ['prompt', 'none', 'warning'],
  ];
  const nonce = value('nonce');
  return [
    ...(scopes !== null && !scopes.includes('openid')
      ? [
          of({
            severity: 'error',
            title: 'The scope is not openid.',
            seen: shown(value('scope') ?? ''),
            expected: '"openid".',
          }),
        ]
      : scopes !== null && scopes.length > 1
        ? [
            of({
              severity: 'warning',
              title: 'The scope is more than openid.',
              seen: shown(value('scope') ?? ''),
              expected: '"openid" alone: Moodle and Canvas refuse anything else.',
            }),
          ]
        : []),
    ...fixed.flatMap(([name, right, whenMissing]) => {
      const found = value(name);
      if (found === right || (found === null && whenMissing === null)) return [];
      return [
        of({
          severity: found === null ? (whenMissing ?? 'error') : 'error',
          title: found === null ? `${name} is missing.` : `${name} is wrong.`,
          seen: found === null ? `No ${name}.` : shown(found),
          expected: `"${right}".`,
        }),
      ];
    }),
    ...((value('state') ?? '') === ''
      ? [
          of({
            severity: 'warning',
            title: 'The authentication request has no state.',
            seen: 'No state.',
            expected:
              'A state that nobody can guess: Open edX and Sakai refuse a request without one, and the tool needs it against forged launches.',
          }),
        ]
      : []),
    ...(nonce !== null && nonce !== '' && nonce.length < 8
      ? [
          of({
            severity: 'warning',
            title: 'The nonce can be guessed.',
            seen: `${nonce.length} characters.`,
            expected: 'A random text of at least 16 characters.',
          }),
        ]
      : []),
  ];
}

function hints(value: Value, { login, clientId }: AuthenticationContext): CheckFinding[] {
  const findings: CheckFinding[] = [];
  const expectedClient = clientId ?? login?.clientId ?? null;
  const client = value('client_id');
  if (client !== null && expectedClient !== null && client !== expectedClient) {
    findings.push(
      of({
        severity: 'error',
        title: 'The client id is another.',
        seen: `${shown(client)}, ${clientId === null ? 'the login said' : 'registered is'} ${shown(expectedClient)}.`,
        expected: 'The client id the platform gave the tool.',
      }),
    );
  }
  if (login === null) return findings;
  const pairs = [
    ['login_hint', login.loginHint],
    ['lti_message_hint', login.ltiMessageHint],
  ] as const;
  for (const [name, sent] of pairs) {
    const back = value(name);
    if (sent === back || (sent === null && back === '')) continue;
    if (back === null && name === 'login_hint') continue;
    findings.push(
      of({
        severity: sent === null ? 'warning' : 'error',
        title: back === null ? `${name} did not go back.` : `${name} was changed.`,
        seen: sent === null ? `The login had no ${name}, the request has one.` : changeOf(sent, back),
        expected: 'The text of the login, unaltered and encoded once.',
      }),
    );
  }
  return findings;
}

function changeOf(sent: string, back: string | null): string {
  if (back === null) return 'The login had it, the request has none.';
  const decoded = (text: string) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  if (decoded(back) === sent) return 'It went back encoded once too often.';
  if (back.replaceAll(' ', '+') === sent) return 'Its plus signs became blanks.';
  return `${sent.length} characters were sent, ${back.length} went back, and they are not the same.`;
}

function redirect(uri: string | null, registered: readonly string[] | null): CheckFinding[] {
  if (uri === null || uri === '') return [];
  if (!/^https?:\/\/[^\s/?#]/i.test(uri) || uri.includes('#')) {
    return [
      of({
        severity: 'error',
        title: 'redirect_uri is no address a form can be posted to.',
        seen: shown(uri),
        expected: 'An absolute URL without a fragment.',
      }),
    ];
  }
  if (registered === null) return [];
  const match = matchRedirectUri(uri, registered);
  if (match.match === 'exact') return [];
  return [
    of({
      severity: 'error',
      title: 'redirect_uri is not registered.',
      seen: `${shown(uri)}; ${redirectDifference(match)}.`,
      expected: 'One of the registered redirect URIs, letter for letter.',
      owner: 'platform-admin',
    }),
  ];
}
