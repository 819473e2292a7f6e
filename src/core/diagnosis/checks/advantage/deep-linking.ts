import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import { type Claims, claims, quoted } from '../../../lti/advantage/message/claims.ts';
import { findingsOf, nameList } from '../check.ts';
import { checkContentItems } from './content-items.ts';

const of = findingsOf({ id: 'OI-10', owner: 'tool-vendor', source: 'LTI Deep Linking 2.0 §4.5' });

export const dlClaim = (name: string) => `https://purl.imsglobal.org/spec/lti-dl/claim/${name}`;

/** The answer of a tool to a deep linking request, and what it answers; `null`: not known. */
export type DeepLinkingResponse = {
  header: Claims;
  claims: Claims;
  /** The form field it stood in. */
  field: string | null;
  /** Where the form was posted to, and how. */
  url: string | null;
  method: string | null;
  /** The claims of the request. */
  request: Claims | null;
};

/** OI-10: whether a platform can take the answer of a tool to a deep linking request. */
export function checkDeepLinkingResponse(response: DeepLinkingResponse): CheckFinding[] {
  const settings = settingsOf(response.request);
  return [
    ...delivery(response, settings),
    ...parties(response),
    ...fixedClaims(response),
    ...echoed(response.claims, settings),
    ...checkContentItems(response.claims[dlClaim('content_items')], settings),
  ];
}

/** The deep_linking_settings of a request; empty without one. */
function settingsOf(request: Claims | null): Claims | null {
  const value = request?.[claims.deepLinkingSettings];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : null;
}

function delivery({ field, url, method }: DeepLinkingResponse, settings: Claims | null): CheckFinding[] {
  const findings: CheckFinding[] = [];
  if (field !== null && field !== 'JWT') {
    findings.push(
      of({
        severity: 'error',
        title: 'The form field has another name.',
        seen: `The token stands in "${field.slice(0, 40)}".`,
        expected: 'A field called JWT, in capitals.',
      }),
    );
  }
  if (method !== null && method !== 'POST') {
    findings.push(
      of({
        severity: 'error',
        title: 'The answer is not posted.',
        seen: `${method.slice(0, 20)}.`,
        expected: 'POST, with a form.',
      }),
    );
  }
  const returnUrl = settings?.deep_link_return_url;
  if (typeof returnUrl === 'string' && url !== null && url !== returnUrl) {
    findings.push(
      of({
        severity: 'error',
        title: 'The answer goes to another address.',
        seen: `${quoted(url)}, asked for was ${quoted(returnUrl)}.`,
        expected: 'deep_link_return_url as it came, query included.',
      }),
    );
  }
  return findings;
}

function audiences(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function parties({ claims: all, request }: DeepLinkingResponse): CheckFinding[] {
  const findings: CheckFinding[] = [];
  const { iss, aud } = all;
  if (typeof iss !== 'string' || iss === '' || audiences(aud).some((one) => typeof one !== 'string' || one === '')) {
    findings.push(
      of({
        severity: 'error',
        title: 'The answer does not say from whom and for whom it is.',
        seen: `iss ${quoted(iss)}, aud ${quoted(aud)}.`,
        expected: 'iss with the client id, aud with the issuer of the platform.',
      }),
    );
  }
  if (Array.isArray(aud) && aud.length > 1) {
    findings.push(
      of({
        severity: 'warning',
        title: 'The answer is for several.',
        seen: `aud ${quoted(aud)}.`,
        expected: 'The issuer of the platform alone: Brightspace fails on a list of several.',
      }),
    );
  }
  if (request === null) return findings;
  const swapped = audiences(request.aud).includes(iss) && audiences(aud).includes(request.iss);
  if (!swapped) {
    const unturned = iss === request.iss;
    findings.push(
      of({
        severity: 'error',
        title: unturned ? 'iss and aud were not exchanged.' : 'iss and aud do not answer the request.',
        seen: `iss ${quoted(iss)}, aud ${quoted(aud)}; the request had iss ${quoted(request.iss)}, aud ${quoted(request.aud)}.`,
        expected: 'iss: the aud of the request, which is the client id. aud: its iss.',
      }),
    );
  }
  return findings;
}

function fixedClaims({ header, claims: all, request }: DeepLinkingResponse): CheckFinding[] {
  const missing = ['exp', 'iat', 'nonce'].filter((name) => all[name] === undefined);
  const wrong: [name: string, seen: unknown, right: string][] = [];
  if (all[claims.messageType] !== 'LtiDeepLinkingResponse') {
    wrong.push(['message_type', all[claims.messageType], '"LtiDeepLinkingResponse"']);
  }
  if (all[claims.version] !== '1.3.0') wrong.push(['version', all[claims.version], '"1.3.0"']);
  const deployment = all[claims.deploymentId];
  const expected = request?.[claims.deploymentId];
  if (typeof deployment !== 'string' || deployment === '')
    wrong.push(['deployment_id', deployment, 'that of the request']);
  else if (expected !== undefined && deployment !== expected)
    wrong.push(['deployment_id', deployment, quoted(expected)]);
  const { alg, kid } = header;
  const asymmetric = typeof alg === 'string' && /^(?:RS|PS|ES)\d/.test(alg);
  return [
    ...(missing.length > 0
      ? [
          of({
            severity: 'error',
            title: 'The answer lacks claims.',
            seen: `Missing: ${nameList(missing)}.`,
            expected: 'exp, iat and nonce, as in every signed message.',
          }),
        ]
      : []),
    ...wrong.map(([name, seen, right]) =>
      of({ severity: 'error', title: `${name} is wrong.`, seen: `${quoted(seen)}.`, expected: `${right}.` }),
    ),
    ...(asymmetric
      ? []
      : [
          of({
            severity: 'error',
            title: 'The answer is not signed with a key pair.',
            seen: `alg ${quoted(alg)}.`,
            expected: 'alg RS256.',
          }),
        ]),
    ...(typeof kid === 'string' && kid !== ''
      ? []
      : [
          of({
            severity: 'error',
            title: 'The answer names no key.',
            seen: `kid ${quoted(kid)}.`,
            expected: 'kid of a key in the key set of the tool: Blackboard answers “kid must be non-empty”.',
          }),
        ]),
  ];
}

function echoed(all: Claims, settings: Claims | null): CheckFinding[] {
  const asked = settings?.data;
  const back = all[dlClaim('data')];
  if (asked === undefined || asked === back) return [];
  return [
    of({
      severity: 'error',
      title: back === undefined ? 'data did not go back.' : 'data was changed.',
      seen:
        back === undefined ? 'The request had data, the answer has none.' : 'Another value than that of the request.',
      expected: 'data as it came: without it, Blackboard answers that the resource was not found.',
    }),
  ];
}
