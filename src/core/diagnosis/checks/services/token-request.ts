import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { readTokenParts } from '../../../lti/advantage/id-token/token-parts.ts';
import { type Claims, quoted } from '../../../lti/advantage/message/claims.ts';
import { type Call, headerOf, jsonObject, parameterOf, parametersOf } from '../calls/call.ts';
import { findingsOf, nameList, shown } from '../check.ts';

const of = findingsOf({ id: 'SVC-01', owner: 'tool-vendor', source: '1EdTech Security Framework 1.0 §4.1.1' });

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Longest life of an assertion that is not worth a word, in seconds. */
const longestLife = 300;

/** Platforms whose audience is not the token address, and what they take. */
const vendorAudiences: readonly (readonly [host: RegExp, audience: string])[] = [
  [
    /(^|\.)(brightspace|desire2learn)\.com$/i,
    'the OAuth2 audience of the registration, https://api.brightspace.com/auth/token',
  ],
];

/** Whether a call asks for an access token of LTI Advantage. */
export function isTokenRequest(call: Call): boolean {
  const params = parametersOf(call);
  return parameterOf(params, 'client_assertion') !== null || parameterOf(params, 'grant_type') === 'client_credentials';
}

/** SVC-01: requests for access tokens and their answers, among them assertions that are used twice. */
export function checkTokenRequests(calls: readonly Call[]): CheckFinding[] {
  const used = new Set<string>();
  return calls.filter(isTokenRequest).flatMap((call) => {
    const params = parametersOf(call);
    const parts = readTokenParts(parameterOf(params, 'client_assertion') ?? '');
    const all = 'token' in parts ? parts.token.claims : null;
    const { jti } = all ?? {};
    const repeated = typeof jti === 'string' && used.has(jti);
    if (typeof jti === 'string') used.add(jti);
    return [
      ...form(call, params),
      ...('token' in parts ? assertion(parts.token.header, parts.token.claims, call.request.url) : []),
      ...(repeated
        ? [
            of({
              severity: 'error',
              title: 'An assertion was used twice.',
              seen: `jti ${quoted(jti)} again.`,
              expected: 'A new jti for every request: Sakai refuses one it has seen.',
            }),
          ]
        : []),
      ...answered(call, params),
    ];
  });
}

function form({ request }: Call, params: Pairs): CheckFinding[] {
  const findings: CheckFinding[] = [];
  const type = headerOf(request.headers, 'content-type');
  if (request.method !== null && request.method !== 'POST') {
    findings.push(
      of({ severity: 'error', title: 'The token request is no POST.', seen: `${request.method}.`, expected: 'POST.' }),
    );
  }
  if (type !== null && !/^application\/x-www-form-urlencoded/i.test(type)) {
    findings.push(
      of({
        severity: 'error',
        title: 'The token request is no form.',
        seen: shown(type),
        expected: 'application/x-www-form-urlencoded: others are answered “No grant type”, or with a bare error.',
      }),
    );
  }
  const fixed = [
    ['grant_type', 'client_credentials'],
    ['client_assertion_type', assertionType],
  ] as const;
  for (const [name, right] of fixed) {
    const value = parameterOf(params, name);
    if (value === right) continue;
    findings.push(
      of({
        severity: 'error',
        title: value === null ? `${name} is missing.` : `${name} is wrong.`,
        seen: value === null ? `No ${name}.` : shown(value),
        expected: `"${right}".`,
      }),
    );
  }
  if ((parameterOf(params, 'scope') ?? '') === '') {
    findings.push(
      of({
        severity: 'error',
        title: 'No scope is asked for.',
        seen: 'No scope.',
        expected: 'The scopes of the services, with blanks between.',
      }),
    );
  }
  const text = parameterOf(params, 'client_assertion');
  const parts = readTokenParts(text ?? '');
  if (text === null || 'problem' in parts) {
    findings.push(
      of({
        severity: 'error',
        title: 'The assertion is no token.',
        seen: text === null ? 'No client_assertion.' : 'problem' in parts ? parts.problem : '',
        expected: 'A signed JWT.',
      }),
    );
  }
  return findings;
}

/** The claims of a client assertion. `url`: the token address it is sent to. */
export function assertion(header: Claims, all: Claims, url: string | null): CheckFinding[] {
  const { iss, sub, aud, iat, exp, jti } = all;
  const findings: CheckFinding[] = [];
  if (typeof iss !== 'string' || iss === '' || iss !== sub) {
    findings.push(
      of({
        severity: 'error',
        title: 'iss and sub of the assertion are not both the client id.',
        seen: `iss ${quoted(iss)}, sub ${quoted(sub)}.`,
        expected: 'The client id in both.',
      }),
    );
  }
  if (typeof jti !== 'string' || jti === '') {
    findings.push(
      of({
        severity: 'error',
        title: 'The assertion has no jti.',
        seen: `jti ${quoted(jti)}.`,
        expected: 'A random text, another one each time.',
      }),
    );
  }
  if (typeof header.kid !== 'string' || header.kid === '') {
    findings.push(
      of({
        severity: 'error',
        title: 'The assertion names no key.',
        seen: `kid ${quoted(header.kid)}.`,
        expected: 'kid of a key in the key set of the tool: Brightspace answers “KeyId not found in token”.',
      }),
    );
  }
  return [...findings, ...times(iat, exp), ...audience(aud, url)];
}

function times(iat: unknown, exp: unknown): CheckFinding[] {
  const numbers = typeof iat === 'number' && typeof exp === 'number';
  if (!numbers || iat > 99_999_999_999 || exp > 99_999_999_999) {
    return [
      of({
        severity: 'error',
        title: 'The times of the assertion are wrong.',
        seen: `iat ${quoted(iat)}, exp ${quoted(exp)}${numbers ? ': milliseconds' : ''}.`,
        expected: 'Both as numbers, in seconds since 1970.',
      }),
    ];
  }
  if (exp <= iat) {
    return [
      of({
        severity: 'error',
        title: 'The assertion runs out before it is made.',
        seen: `iat ${iat}, exp ${exp}.`,
        expected: 'exp after iat.',
      }),
    ];
  }
  return exp - iat > longestLife
    ? [
        of({
          severity: 'warning',
          title: 'The assertion lives long.',
          seen: `${Math.round(exp - iat)} s.`,
          expected: 'At most 5 minutes, since it is used at once.',
        }),
      ]
    : [];
}

function audience(aud: unknown, url: string | null): CheckFinding[] {
  const all = Array.isArray(aud) ? aud : [aud];
  if (all.length === 0 || all.some((one) => typeof one !== 'string' || one === '')) {
    return [
      of({
        severity: 'error',
        title: 'The assertion is for nobody.',
        seen: `aud ${quoted(aud)}.`,
        expected: 'The token address.',
      }),
    ];
  }
  if (url === null) return [];
  const address = url.split(/[?#]/, 1)[0] ?? url;
  if (all.includes(address) || all.includes(url)) return [];
  const host = URL.parse(url)?.hostname ?? '';
  const vendor = vendorAudiences.find(([pattern]) => pattern.test(host))?.[1];
  const near = all.some((one) => typeof one === 'string' && one.replace(/\/+$/, '') === address.replace(/\/+$/, ''));
  return [
    of({
      severity: near ? 'error' : 'warning',
      title: near ? 'aud differs from the token address in the slash at the end.' : 'aud is not the token address.',
      seen: `aud ${quoted(aud)}, sent to ${quoted(address)}.`,
      expected:
        vendor === undefined
          ? 'The token address, letter for letter, unless the platform names another audience.'
          : `For this platform: ${vendor}.`,
    }),
  ];
}

/** What a refused token request means (RFC 6749 §5.2). */
const errors: Readonly<Record<string, readonly [means: string, todo: string]>> = {
  invalid_client: [
    'The platform does not know the tool by this assertion.',
    'Compare iss and sub with the client id, then the key with the key set the platform reads, then aud.',
  ],
  invalid_request: [
    'The platform found the token request wrong.',
    'Compare its parameters with the findings above; Canvas says so of a wrong aud too.',
  ],
  invalid_grant: ['The platform does not take this grant.', 'Send grant_type=client_credentials in a form.'],
  unauthorized_client: ['The tool may not ask for tokens.', 'Switch the services on at the tool in the LMS.'],
  unsupported_grant_type: ['The platform does not know this grant_type.', 'Send grant_type=client_credentials.'],
  invalid_scope: [
    'The platform does not grant these scopes.',
    'Switch the services on at the tool in the LMS, or ask for those of the launch only.',
  ],
};

function answered({ answer }: Call, params: Pairs): CheckFinding[] {
  if (answer === null) return [];
  const json = jsonObject(answer.body);
  if (answer.status >= 400) {
    const code = typeof json?.error === 'string' ? json.error : '';
    const known = Object.hasOwn(errors, code) ? errors[code] : undefined;
    const [means, todo] = known ?? ['The token request was refused.', 'Look at what the answer says.'];
    return [
      of({
        severity: 'error',
        title: means,
        seen: `Status ${answer.status}${code === '' ? '' : `, error ${shown(code)}`}${typeof json?.error_description === 'string' ? `: ${shown(json.error_description)}` : ''}.`,
        expected: todo,
        owner: code === 'invalid_scope' || code === 'unauthorized_client' ? 'platform-admin' : 'tool-vendor',
        source: 'RFC 6749 §5.2',
      }),
    ];
  }
  if (answer.status >= 300 || json === null) return [];
  const asked = (parameterOf(params, 'scope') ?? '').split(' ').filter((one) => one !== '');
  const granted = typeof json.scope === 'string' ? json.scope.split(' ') : asked;
  const refused = asked.filter((scope) => !granted.includes(scope));
  return [
    ...(typeof json.access_token === 'string' && /^bearer$/i.test(String(json.token_type))
      ? []
      : [
          of({
            severity: 'error',
            title: 'The answer holds no access token.',
            seen: `Members: ${nameList(Object.keys(json))}.`,
            expected: 'access_token, token_type "Bearer", expires_in and scope.',
            owner: 'platform-admin',
          }),
        ]),
    ...(refused.length > 0
      ? [
          of({
            severity: 'warning',
            title: 'Not all scopes were granted.',
            seen: `Not granted: ${nameList(refused)}.`,
            expected: 'All that were asked for; a call that needs the others is answered 401 or 403.',
            owner: 'platform-admin',
          }),
        ]
      : []),
  ];
}
