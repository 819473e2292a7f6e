import type { TokenStep, TokenStepId } from '../../../../protocol/models/advantage/checklist.ts';

type Rule = Pick<TokenStep, 'title' | 'expected' | 'owner' | 'source' | 'check'>;

/** What each check asks for, who answers for it and where it is written. */
const rules: Readonly<Record<TokenStepId, Rule>> = {
  form: {
    title: 'The id_token is a signed JWT.',
    expected: 'Three parts in base64url, the first two of them JSON objects.',
    owner: 'platform-admin',
    source: 'RFC 7519 §7.2',
    check: 'OI-04',
  },
  alg: {
    title: 'It is signed with a key pair.',
    expected: 'alg RS256.',
    owner: 'platform-admin',
    source: '1EdTech Security Framework 1.0 §5.1.3',
    check: 'OI-04',
  },
  typ: {
    title: 'It says that it is a JWT.',
    expected: 'typ JWT, or none.',
    owner: 'platform-admin',
    source: 'RFC 7519 §5.1',
    check: 'OI-04',
  },
  kid: {
    title: 'It names its key.',
    expected: 'kid with the id of a key in the key set.',
    owner: 'platform-admin',
    source: '1EdTech Security Framework 1.0 §6.3',
    check: 'OI-04',
  },
  key: {
    title: 'The platform publishes that key.',
    expected: 'A key with this kid in the key set.',
    owner: 'platform-admin',
    source: '1EdTech Security Framework 1.0 §6.3',
    check: 'OI-04',
  },
  signature: {
    title: 'The signature is the platform’s.',
    expected: 'A signature that the key with this kid verifies.',
    owner: 'platform-admin',
    source: '1EdTech Security Framework 1.0 §5.1.3 step 1',
    check: 'OI-04',
  },
  iss: {
    title: 'It comes from the platform that is registered.',
    expected: 'iss exactly as registered.',
    owner: 'platform-admin',
    source: '1EdTech Security Framework 1.0 §5.1.3 step 2',
    check: 'OI-05',
  },
  aud: {
    title: 'It is for this tool.',
    expected: 'aud with the client id.',
    owner: 'platform-admin',
    source: '1EdTech Security Framework 1.0 §5.1.3 step 3',
    check: 'OI-05',
  },
  azp: {
    title: 'The authorized party is this tool.',
    expected: 'azp with the client id, when aud has several entries.',
    owner: 'platform-admin',
    source: '1EdTech Security Framework 1.0 §5.1.3 steps 4 and 5',
    check: 'OI-05',
  },
  exp: {
    title: 'It has not run out.',
    expected: 'exp in the future, in seconds since 1970.',
    owner: 'platform-admin',
    source: '1EdTech Security Framework 1.0 §5.1.3 step 7',
    check: 'OI-05',
  },
  iat: {
    title: 'It was made a moment ago.',
    expected: 'iat at most some seconds old, in seconds since 1970.',
    owner: 'platform-admin',
    source: '1EdTech Security Framework 1.0 §5.1.3 step 8',
    check: 'OI-05',
  },
  nbf: {
    title: 'It is valid already.',
    expected: 'nbf not in the future, or none.',
    owner: 'platform-admin',
    source: 'RFC 7519 §4.1.5',
    check: 'OI-05',
  },
  nonce: {
    title: 'It answers this tool’s request.',
    expected: 'The nonce of the authentication request, for the first time.',
    owner: 'platform-admin',
    source: '1EdTech Security Framework 1.0 §5.1.3 step 9',
    check: 'OI-03',
  },
  state: {
    title: 'The state came back.',
    expected: 'The state of the authentication request, unchanged.',
    owner: 'platform-admin',
    source: '1EdTech Security Framework 1.0 §5.1.1.3',
    check: 'OI-03',
  },
  deployment_id: {
    title: 'The deployment is known.',
    expected: 'A deployment id that is registered.',
    owner: 'platform-admin',
    source: 'LTI 1.3 §5.3.3',
    check: 'OI-06',
  },
  version: {
    title: 'It is LTI 1.3.',
    expected: 'The version claim "1.3.0".',
    owner: 'platform-admin',
    source: 'LTI 1.3 §5.3.2',
    check: 'OI-06',
  },
  message_type: {
    title: 'The message is one a tool knows.',
    expected: 'LtiResourceLinkRequest, LtiDeepLinkingRequest or LtiSubmissionReviewRequest.',
    owner: 'platform-admin',
    source: 'LTI 1.3 §5.3.1',
    check: 'OI-06',
  },
  schema: {
    title: 'Its claims have the right names and types.',
    expected: 'All required claims, each of its type.',
    owner: 'platform-admin',
    source: 'LTI 1.3 §5.3 and §5.4',
    check: 'OI-06',
  },
  sub: {
    title: 'It says who the user is.',
    expected: 'sub, unless the launch is anonymous.',
    owner: 'platform-admin',
    source: 'LTI 1.3 §5.3.6',
    check: 'OI-07',
  },
  roles: {
    title: 'The roles are known.',
    expected: 'A list of role URIs, one of them of the course; it may be empty.',
    owner: 'platform-admin',
    source: 'LTI 1.3 §5.3.7 and Appendix A.2',
    check: 'OA-11',
  },
  target_link_uri: {
    title: 'It leads where the login said.',
    expected: 'The target_link_uri of the login.',
    owner: 'platform-admin',
    source: 'LTI 1.3 §5.3.4',
    check: 'OI-08',
  },
};

export type StepOutcome = Pick<TokenStep, 'status' | 'seen'> &
  Partial<Pick<TokenStep, 'expected' | 'owner' | 'faults'>>;

/** A check of the list with what came out of it. */
export function step(id: TokenStepId, { faults = [], ...outcome }: StepOutcome): TokenStep {
  return { id, ...rules[id], ...outcome, faults };
}

export const passed = (seen: string): StepOutcome => ({ status: 'passed', seen });
export const failed = (seen: string, more: Partial<StepOutcome> = {}): StepOutcome => ({
  status: 'failed',
  seen,
  ...more,
});
export const remarked = (seen: string, more: Partial<StepOutcome> = {}): StepOutcome => ({
  status: 'remarked',
  seen,
  ...more,
});
export const unknown = (seen: string, more: Partial<StepOutcome> = {}): StepOutcome => ({
  status: 'unknown',
  seen,
  ...more,
});
