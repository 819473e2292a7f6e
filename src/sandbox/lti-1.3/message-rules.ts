import type { Claims } from './claims.ts';
import { isRecord, ltiClaim, membersOf, textOf } from './claims.ts';
import type { Refusal } from './login-request.ts';
import { refuse } from './login-request.ts';
import type { LaunchMessage, MessageType } from './message.ts';
import { readMessage, settingsClaim } from './message.ts';
import type { TokenCheck, TokenContext } from './verify-token.ts';

type Rule = (claims: Claims, context: TokenContext) => Refusal | null;

const rules: readonly (readonly [TokenCheck, Rule])[] = [
  ['deployment', checkDeployment],
  ['version', checkVersion],
  ['message-type', checkMessageType],
  ['subject', checkSubject],
  ['roles', checkRoles],
  ['resource-link', checkResourceLink],
  ['target-link', checkTargetLink],
];

/** The rules for what the platform says (LTI 1.3 §5.3, Deep Linking 2.0 §4.4); the message when all hold. */
export function checkMessage(claims: Claims, context: TokenContext): LaunchMessage | Refusal {
  for (const [check, rule] of rules) {
    if (context.leniency?.skips?.includes(check) === true) continue;
    const problem = rule(claims, context);
    if (problem !== null) return problem;
  }
  return checkSettings(claims) ?? readMessage(claims, messageTypeOf(claims) ?? 'LtiResourceLinkRequest');
}

/** Ids are of at most 255 ASCII characters. */
function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[\x20-\x7e]{1,255}$/.test(value);
}

function checkDeployment(claims: Claims, { platform, platforms }: TokenContext): Refusal | null {
  const deployment = claims[ltiClaim('deployment_id')];
  if (!isId(deployment)) return refuse('deployment-unknown', 'The message names no deployment_id.');
  if (platforms.knowsDeployment(platform, deployment)) return null;
  return refuse('deployment-unknown', `Deployment ${deployment} is not known for this platform.`);
}

function checkVersion(claims: Claims): Refusal | null {
  const version = claims[ltiClaim('version')];
  return version === '1.3.0' ? null : refuse('lti-version', `version is ${shown(version)} and must be "1.3.0".`);
}

function messageTypeOf(claims: Claims): MessageType | null {
  const type = claims[ltiClaim('message_type')];
  switch (type) {
    case 'LtiResourceLinkRequest':
    case 'LtiDeepLinkingRequest':
    case 'LtiSubmissionReviewRequest':
      return type;
    default:
      return null;
  }
}

function checkMessageType(claims: Claims): Refusal | null {
  if (messageTypeOf(claims) !== null) return null;
  return refuse(
    'message-type-unknown',
    `This tool takes no message of type ${shown(claims[ltiClaim('message_type')])}.`,
  );
}

/** An anonymous launch has none (LTI 1.3 §5.3.6.1). */
function checkSubject({ sub }: Claims): Refusal | null {
  if (sub === undefined || isId(sub)) return null;
  return refuse('subject-invalid', `sub is ${shown(sub)} and must be a text of at most 255 ASCII characters.`);
}

function checkRoles(claims: Claims): Refusal | null {
  const roles = claims[ltiClaim('roles')];
  if (Array.isArray(roles) && roles.every((role) => typeof role === 'string' && role !== '')) return null;
  return refuse('roles-invalid', `roles is ${shown(roles)} and must be a list of texts, which may be empty.`);
}

function checkResourceLink(claims: Claims): Refusal | null {
  if (messageTypeOf(claims) === 'LtiDeepLinkingRequest') return null;
  const link = claims[ltiClaim('resource_link')];
  if (!isRecord(link)) return refuse('resource-link-invalid', 'The message has no resource_link.');
  if (isId(link.id)) return null;
  return refuse(
    'resource-link-invalid',
    `resource_link.id is ${shown(link.id)} and must be a text of at most 255 ASCII characters.`,
  );
}

function checkTargetLink(claims: Claims, { request }: TokenContext): Refusal | null {
  const target = textOf(claims, ltiClaim('target_link_uri'));
  if (target === '') return refuse('target-link-invalid', 'The message has no target_link_uri.');
  if (request === null || target === request.targetLinkUri) return null;
  return refuse(
    'target-link-invalid',
    `The message’s target_link_uri ${target} is not the one the login began with, ${request.targetLinkUri}.`,
  );
}

function checkSettings(claims: Claims): Refusal | null {
  if (messageTypeOf(claims) !== 'LtiDeepLinkingRequest') return null;
  const settings = membersOf(claims, settingsClaim);
  const missing = ['deep_link_return_url', 'accept_types', 'accept_presentation_document_targets'].find(
    (name) => settings[name] === undefined,
  );
  if (missing !== undefined) {
    return refuse('deep-linking-settings', `deep_linking_settings has no ${missing}.`);
  }
  return /^https?:\/\//.test(textOf(settings, 'deep_link_return_url'))
    ? null
    : refuse('deep-linking-settings', 'deep_link_return_url is no web address.');
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 120);
}
