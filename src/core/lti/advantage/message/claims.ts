/** Names of the LTI claims (LTI 1.3 §5.3, §5.4; Deep Linking 2.0 §4.4; AGS 2.0 §3.1; NRPS 2.0 §3.6). */
export const ltiClaimPrefix = 'https://purl.imsglobal.org/spec/lti/claim/';

export const claims = {
  messageType: `${ltiClaimPrefix}message_type`,
  version: `${ltiClaimPrefix}version`,
  deploymentId: `${ltiClaimPrefix}deployment_id`,
  targetLinkUri: `${ltiClaimPrefix}target_link_uri`,
  resourceLink: `${ltiClaimPrefix}resource_link`,
  roles: `${ltiClaimPrefix}roles`,
  context: `${ltiClaimPrefix}context`,
  toolPlatform: `${ltiClaimPrefix}tool_platform`,
  launchPresentation: `${ltiClaimPrefix}launch_presentation`,
  lis: `${ltiClaimPrefix}lis`,
  custom: `${ltiClaimPrefix}custom`,
  roleScopeMentor: `${ltiClaimPrefix}role_scope_mentor`,
  forUser: `${ltiClaimPrefix}for_user`,
  lti1p1: `${ltiClaimPrefix}lti1p1`,
  deepLinkingSettings: 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings',
  scoreEndpoint: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  namesAndRoles: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
  basicOutcome: 'https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome',
} as const;

export type Claims = Readonly<Record<string, unknown>>;

/** A claim as text; `null` for one that is missing or no text. */
export function textClaim(all: Claims, name: string): string | null {
  const value = all[name];
  return typeof value === 'string' ? value : null;
}

/** A member of a claim that is an object; `undefined` when there is none. */
export function member(all: Claims, claim: string, name: string): unknown {
  const value = all[claim];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

/** A value as a finding quotes it: JSON, cut short. */
export function quoted(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
