import type { LoginRemark } from '../../../protocol/models/advantage/checklist.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';

/** The login initiation of a platform (LTI 1.3 §4.1; 1EdTech Security Framework 1.0 §5.1.1.1). What did not come is `null`. */
export type LoginInitiation = {
  iss: string | null;
  loginHint: string | null;
  targetLinkUri: string | null;
  ltiMessageHint: string | null;
  clientId: string | null;
  deploymentId: string | null;
  storageTarget: string | null;
};

const initiationSource = '1EdTech Security Framework 1.0 §5.1.1.1';

/** Platforms whose issuer stands for all their customers, so that only the client id tells these apart. */
export const sharedIssuers: readonly string[] = [
  'https://canvas.instructure.com',
  'https://canvas.beta.instructure.com',
  'https://canvas.test.instructure.com',
  'https://blackboard.com',
  'https://schoology.schoology.com',
];

function value(params: Pairs, name: string): string | null {
  const found = params.find(([candidate]) => candidate === name)?.[1];
  return found === undefined || found === '' ? null : found;
}

/** Reads a login initiation from the query or form it came in. */
export function readLoginInitiation(params: Pairs): LoginInitiation {
  return {
    iss: value(params, 'iss'),
    loginHint: value(params, 'login_hint'),
    targetLinkUri: value(params, 'target_link_uri'),
    ltiMessageHint: value(params, 'lti_message_hint'),
    clientId: value(params, 'client_id'),
    deploymentId: value(params, 'lti_deployment_id'),
    storageTarget: value(params, 'lti_storage_target'),
  };
}

/** OI-01: what is missing, doubled or misnamed in a login initiation. */
export function checkLoginInitiation(params: Pairs): LoginRemark[] {
  const login = readLoginInitiation(params);
  const remark = (severity: LoginRemark['severity'], title: string, seen: string, expected: string): LoginRemark => ({
    severity,
    title,
    seen,
    expected,
    owner: 'platform-admin',
    source: initiationSource,
    check: 'OI-01',
  });
  const required = [
    ['iss', login.iss],
    ['login_hint', login.loginHint],
    ['target_link_uri', login.targetLinkUri],
  ] as const;
  const missing = required.flatMap(([name, found]) =>
    found === null
      ? [
          remark(
            'error',
            `${name} is missing from the login.`,
            `No ${name}, or an empty one.`,
            `${name}, as it is required.`,
          ),
        ]
      : [],
  );
  const names = params.map(([name]) => name);
  const doubled = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  return [
    ...missing,
    ...(doubled.length > 0
      ? [
          remark(
            'error',
            'A parameter of the login came twice.',
            `${doubled.slice(0, 8).join(', ')}.`,
            'Each parameter once.',
          ),
        ]
      : []),
    ...issuerRemarks(login, remark),
    ...(names.includes('deployment_id') && login.deploymentId === null
      ? [
          remark(
            'warning',
            'The deployment has the name of the claim.',
            'deployment_id in the login.',
            'lti_deployment_id, which is what the parameter of the login is called.',
          ),
        ]
      : []),
  ];
}

function issuerRemarks(
  { iss, clientId }: LoginInitiation,
  remark: (severity: LoginRemark['severity'], title: string, seen: string, expected: string) => LoginRemark,
): LoginRemark[] {
  if (iss === null) return [];
  const url = /^https:\/\/[^/?#\s]+[^?#\s]*$/i.test(iss);
  return [
    ...(url
      ? []
      : [
          remark(
            'warning',
            'The issuer is not a plain https address.',
            `iss "${iss.slice(0, 200)}".`,
            'An https URL without query or fragment (OpenID Connect Core 1.0 §2).',
          ),
        ]),
    ...(clientId === null && sharedIssuers.includes(iss)
      ? [
          remark(
            'warning',
            'The client id is missing, and this issuer stands for many customers.',
            `iss ${iss} without client_id.`,
            'client_id, without which the customer cannot be told.',
          ),
        ]
      : []),
  ];
}

/** What an authentication request is made of. */
export type AuthenticationRequest = {
  /** The platform's authentication endpoint; a query it has is kept. */
  endpoint: string;
  clientId: string;
  redirectUri: string;
  loginHint: string;
  /** Sent exactly when the platform sent one. */
  ltiMessageHint: string | null;
  state: string;
  nonce: string;
};

/**
 * The parameters of the authentication request of a tool (LTI 1.3 §5.1.1.2; Security Framework 1.0 §5.1.1.2): the hints go back
 * unaltered.
 */
export function authenticationParameters(request: AuthenticationRequest): Pairs {
  return [
    ['scope', 'openid'],
    ['response_type', 'id_token'],
    ['response_mode', 'form_post'],
    ['prompt', 'none'],
    ['client_id', request.clientId],
    ['redirect_uri', request.redirectUri],
    ['login_hint', request.loginHint],
    ...(request.ltiMessageHint === null ? [] : [['lti_message_hint', request.ltiMessageHint] satisfies Pairs[number]]),
    ['state', request.state],
    ['nonce', request.nonce],
  ];
}

/** The address the browser is sent to. Throws a TypeError for an endpoint that is no absolute URL. */
export function authenticationUrl(request: AuthenticationRequest): string {
  const url = new URL(request.endpoint);
  for (const [name, text] of authenticationParameters(request)) url.searchParams.append(name, text);
  return url.href;
}
