import type { AdvantageCheck } from '../../../../protocol/models/advantage/launch.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { checkLoginInitiation } from '../login.ts';
import type { LoginDraft } from '../negative/launch.ts';

export type LoginFacts = {
  method: 'GET' | 'POST';
  issuer: string;
  clientId: string;
  deploymentId: string;
  targetLinkUri: string;
  loginHint: string;
  ltiMessageHint: string;
  /** Name of the frame that keeps data for the tool, or `_parent`; `null` when none is offered. */
  storageTarget: string | null;
};

/**
 * The third-party login initiation of a launch, with every parameter there is (1EdTech Security Framework 1.0 §5.1.1.1; LTI 1.3 §4.1;
 * Client Side postMessages 0.1 for `lti_storage_target`).
 */
export function loginInitiation(facts: LoginFacts): LoginDraft {
  return {
    method: facts.method,
    params: [
      ['iss', facts.issuer],
      ['login_hint', facts.loginHint],
      ['target_link_uri', facts.targetLinkUri],
      ['lti_message_hint', facts.ltiMessageHint],
      ['client_id', facts.clientId],
      ['lti_deployment_id', facts.deploymentId],
      ...(facts.storageTarget === null ? [] : [['lti_storage_target', facts.storageTarget] satisfies Pairs[number]]),
    ],
  };
}

type Rule = { name: string; title: string; expected: string; source: string; optional?: true };

const framework = '1EdTech Security Framework 1.0 §5.1.1.1';
const rules: readonly Rule[] = [
  { name: 'iss', title: 'It names the platform.', expected: 'iss, the issuer as registered.', source: framework },
  {
    name: 'login_hint',
    title: 'It says who is signed in.',
    expected: 'login_hint, opaque to the tool.',
    source: framework,
  },
  {
    name: 'target_link_uri',
    title: 'It says what is to be opened.',
    expected: 'target_link_uri.',
    source: framework,
  },
  {
    name: 'lti_message_hint',
    title: 'It says which message is meant.',
    expected: 'lti_message_hint, opaque to the tool.',
    source: 'LTI 1.3 §4.1.1',
    optional: true,
  },
  {
    name: 'client_id',
    title: 'It says which registration is meant.',
    expected: 'client_id.',
    source: 'LTI 1.3 §4.1.3',
    optional: true,
  },
  {
    name: 'lti_deployment_id',
    title: 'It says which deployment is meant.',
    expected: 'lti_deployment_id.',
    source: 'LTI 1.3 §4.1.2',
    optional: true,
  },
  {
    name: 'lti_storage_target',
    title: 'It says who keeps data for the tool.',
    expected: 'lti_storage_target, where the platform keeps data.',
    source: 'LTI Client Side postMessages 0.1',
    optional: true,
  },
];

/** What the login that goes out keeps of the rules and what it breaks, on purpose or because of the registration. */
export function checkLogin({ params }: LoginDraft, facts: LoginFacts): AdvantageCheck[] {
  const right = new Map(loginInitiation(facts).params);
  const values = new Map(params);
  const checks = rules.map(({ name, title, expected, source, optional }): AdvantageCheck => {
    const value = values.get(name);
    const rule = { id: name, title, expected, source };
    if (value === undefined || value === '') {
      const seen = optional === true ? `No ${name}; it is optional.` : `No ${name}.`;
      return { ...rule, status: optional === true ? 'passed' : 'failed', seen };
    }
    const wanted = right.get(name);
    return wanted === undefined || wanted === value
      ? { ...rule, status: 'passed', seen: `${name} "${value}".` }
      : { ...rule, status: 'failed', seen: `${name} "${value}", right is "${wanted}".` };
  });
  const remarks = checkLoginInitiation(params)
    .filter(({ severity }) => severity !== 'error')
    .map(({ title, seen, expected, source }, index): AdvantageCheck => {
      return { id: `remark-${index + 1}`, status: 'remarked', title, seen, expected, source };
    });
  return [...checks, ...remarks];
}

/** Where the browser is sent and what with. With GET the parameters join those the login address has; with POST they are the form. */
export function loginRequest(loginUrl: string, { method, params }: LoginDraft): { url: string; fields: Pairs } {
  if (method === 'POST') return { url: loginUrl, fields: params };
  const url = new URL(loginUrl);
  for (const [name, value] of params) url.searchParams.append(name, value);
  return { url: url.href, fields: [] };
}
