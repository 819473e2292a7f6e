import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { type Claims, quoted } from '../../../lti/advantage/message/claims.ts';
import { findingsOf, nameList, shown } from '../check.ts';

const of = findingsOf({ id: 'OI-11', owner: 'tool-vendor', source: 'LTI Dynamic Registration 1.0 §3' });
const toolConfiguration = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

/** One step of a dynamic registration as it was recorded. `json`: `null` when the text is none. */
export type RegistrationAnswer = { status: number | null; json: Claims | null; text: string };

/** A dynamic registration, as far as it was recorded. */
export type DynamicRegistration = {
  configurationUrl: string | null;
  hasToken: boolean;
  configuration: RegistrationAnswer | null;
  request: { headers: Pairs; json: Claims | null } | null;
  answer: RegistrationAnswer | null;
};

/** OI-11: whether a dynamic registration keeps to its rules, and what a refusal means. */
export function checkDynamicRegistration(seen: DynamicRegistration): CheckFinding[] {
  return [
    ...(seen.configuration === null ? [] : configurationFindings(seen.configuration, seen.configurationUrl)),
    ...(seen.request === null ? [] : requestFindings(seen.request, seen.hasToken)),
    ...(seen.answer === null ? [] : answerFindings(seen.answer)),
  ];
}

const platformMembers = ['issuer', 'authorization_endpoint', 'token_endpoint', 'jwks_uri', 'registration_endpoint'];

function configurationFindings({ status, json }: RegistrationAnswer, url: string | null): CheckFinding[] {
  if (json === null || status === null || status >= 300) {
    return [
      of({
        severity: 'error',
        title: 'The platform’s configuration cannot be read.',
        seen: `Status ${status ?? 'none'}${json === null ? ', no JSON' : ''}.`,
        expected: 'JSON at openid_configuration, without a login.',
        owner: 'platform-admin',
      }),
    ];
  }
  const missing = platformMembers.filter((name) => typeof json[name] !== 'string');
  const { issuer } = json;
  const hosts = [hostOf(url), hostOf(typeof issuer === 'string' ? issuer : null)];
  return [
    ...(missing.length > 0
      ? [
          of({
            severity: 'error',
            title: 'The platform’s configuration lacks members.',
            seen: `Missing: ${nameList(missing)}.`,
            expected: `${platformMembers.join(', ')}.`,
            owner: 'platform-admin',
          }),
        ]
      : []),
    ...(hosts[0] !== null && hosts[1] !== null && hosts[0] !== hosts[1]
      ? [
          of({
            severity: 'error',
            title: 'The configuration comes from another host than the issuer.',
            seen: `${shown(hosts[0] ?? '')}, issuer ${quoted(issuer)}.`,
            expected: 'The host of the issuer: a tool refuses anything else.',
            owner: 'platform-admin',
          }),
        ]
      : []),
  ];
}

function hostOf(url: string | null): string | null {
  return url === null ? null : (URL.parse(url)?.host ?? null);
}

function requestFindings(request: NonNullable<DynamicRegistration['request']>, hasToken: boolean): CheckFinding[] {
  const header = (name: string) => request.headers.find(([other]) => other.toLowerCase() === name)?.[1] ?? null;
  const bearer = /^Bearer\s+\S/i.test(header('authorization') ?? '');
  const { json } = request;
  const findings: CheckFinding[] = [];
  if (hasToken && !bearer) {
    findings.push(
      of({
        severity: 'error',
        title: 'The registration token was not used.',
        seen: header('authorization') === null ? 'No Authorization header.' : 'An Authorization header without Bearer.',
        expected: 'Authorization: Bearer with the registration_token; some web servers drop the header on the way.',
      }),
    );
  }
  if (json === null || !/json/i.test(header('content-type') ?? '')) {
    findings.push(
      of({
        severity: 'error',
        title: 'The registration is not sent as JSON.',
        seen: `Content-Type ${quoted(header('content-type'))}.`,
        expected: 'JSON with Content-Type application/json.',
      }),
    );
  }
  return json === null ? findings : [...findings, ...memberFindings(json)];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function memberFindings(json: Claims): CheckFinding[] {
  const tool = json[toolConfiguration];
  const inTool: Claims = typeof tool === 'object' && tool !== null ? Object.fromEntries(Object.entries(tool)) : {};
  const rules: readonly (readonly [name: string, right: boolean, expected: string])[] = [
    ['application_type', json.application_type === 'web', '"web"'],
    ['response_types', list(json.response_types).includes('id_token'), '["id_token"]'],
    [
      'grant_types',
      ['implicit', 'client_credentials'].every((grant) => list(json.grant_types).includes(grant)),
      'implicit and client_credentials',
    ],
    ['initiate_login_uri', typeof json.initiate_login_uri === 'string', 'the login address of the tool'],
    ['redirect_uris', list(json.redirect_uris).length > 0, 'at least one address'],
    ['client_name', typeof json.client_name === 'string', 'the name of the tool'],
    ['jwks_uri', typeof json.jwks_uri === 'string', 'the key set address of the tool'],
    ['token_endpoint_auth_method', json.token_endpoint_auth_method === 'private_key_jwt', '"private_key_jwt"'],
    [toolConfiguration, tool !== undefined, 'the configuration of the tool'],
    ['domain', tool === undefined || typeof inTool.domain === 'string', 'the domain of the tool'],
    ['claims', tool === undefined || Array.isArray(inTool.claims), 'a list of claims'],
    ['messages', tool === undefined || Array.isArray(inTool.messages), 'a list of messages'],
  ];
  return rules
    .filter(([, right]) => !right)
    .map(([name, , expected]) =>
      of({
        severity: 'error',
        title: `${name} is missing or wrong.`,
        seen: `${quoted(json[name] ?? inTool[name])}.`,
        expected: `${expected.charAt(0).toUpperCase()}${expected.slice(1)}.`,
      }),
    );
}

/** What a refused registration means, by its status. */
const refusals: Readonly<Record<number, readonly [means: string, todo: string]>> = {
  401: [
    'The registration token is missing, wrong or has run out.',
    'Open a new registration in the LMS, and see that the web server passes the Authorization header on.',
  ],
  403: ['The token does not allow this registration.', 'Open a new registration in the LMS.'],
  404: ['There is nothing at the registration address.', 'Use registration_endpoint of the configuration as it is.'],
  422: ['The platform does not take a member of the registration.', 'Change what the answer names.'],
};

function answerFindings({ status, json, text }: RegistrationAnswer): CheckFinding[] {
  if (status === null || status >= 300) {
    const [means, todo] = refusals[status ?? 0] ?? [
      'The platform refused the registration.',
      'Look at what the answer says.',
    ];
    return [
      of({
        severity: 'error',
        title: means,
        seen: `Status ${status ?? 'none'}: ${shown(refusalText(json) ?? text.slice(0, 300))}.`,
        expected: todo,
        owner: status === 422 ? 'tool-vendor' : 'platform-admin',
      }),
    ];
  }
  const tool = json?.[toolConfiguration];
  const hasDeployment = typeof tool === 'object' && tool !== null && 'deployment_id' in tool;
  return [
    ...(typeof json?.client_id === 'string'
      ? []
      : [
          of({
            severity: 'error',
            title: 'The answer gives no client id.',
            seen: json === null ? 'No JSON.' : 'No client_id.',
            expected: 'JSON with client_id.',
            owner: 'platform-admin',
          }),
        ]),
    ...(json !== null && !hasDeployment
      ? [
          of({
            severity: 'info',
            title: 'The answer gives no deployment id.',
            seen: 'No deployment_id in the tool’s configuration.',
            expected: 'Nothing: it is optional. The tool learns it with the first launch.',
            owner: 'platform-admin',
          }),
        ]
      : []),
  ];
}

/** The words of a refusal: RFC 7591 §3.2.2, and the `errors` of Canvas, which are a list, an object or a text. */
function refusalText(json: Claims | null): string | null {
  if (json === null) return null;
  const { error, error_description: description, errors, message } = json;
  const said = [error, description, message].filter((one) => typeof one === 'string');
  if (said.length > 0) return said.join(': ');
  return errors === undefined ? null : JSON.stringify(errors).slice(0, 300);
}
