import type { Claims } from './claims.ts';
import {
  deepLinkingClaim,
  gradesClaim,
  isRecord,
  ltiClaim,
  membersOf,
  namesRolesClaim,
  textOf,
  textsOf,
} from './claims.ts';

export type MessageType = 'LtiResourceLinkRequest' | 'LtiDeepLinkingRequest' | 'LtiSubmissionReviewRequest';

/** What the platform grants of Assignment and Grade Services 2.0. */
export interface GradesEndpoint {
  readonly scopes: readonly string[];
  readonly lineItems: string;
  /** The line item of this very link. */
  readonly lineItem: string;
}

/** What the platform takes in answer to a deep linking request (Deep Linking 2.0 §4.4.1). */
export interface DeepLinkingSettings {
  readonly returnUrl: string;
  readonly acceptTypes: readonly string[];
  readonly acceptMultiple: boolean;
  readonly acceptLineItem: boolean;
  readonly title: string;
  readonly text: string;
  /** Sent back as it came; undefined when none was sent. */
  readonly data: string | undefined;
}

/** A message that was verified. Texts are '' where the platform says nothing. */
export interface LaunchMessage {
  readonly type: MessageType;
  readonly deploymentId: string;
  readonly targetLinkUri: string;
  /** '' in an anonymous launch. */
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly course: string;
  readonly platformName: string;
  readonly link: { readonly id: string; readonly title: string };
  readonly returnUrl: string;
  readonly custom: Readonly<Record<string, string>>;
  readonly grades: GradesEndpoint | null;
  /** Address of the roster (Names and Role Provisioning Services 2.0). */
  readonly rosterUrl: string;
  readonly deepLinking: DeepLinkingSettings | null;
  /** Whose submission is reviewed. */
  readonly forUser: string;
}

/** What a tool takes from verified claims. */
export function readMessage(claims: Claims, type: MessageType): LaunchMessage {
  const context = membersOf(claims, ltiClaim('context'));
  const link = membersOf(claims, ltiClaim('resource_link'));
  const names = [textOf(claims, 'given_name'), textOf(claims, 'family_name')].filter(Boolean).join(' ');
  return {
    type,
    deploymentId: textOf(claims, ltiClaim('deployment_id')),
    targetLinkUri: textOf(claims, ltiClaim('target_link_uri')),
    subject: textOf(claims, 'sub'),
    name: textOf(claims, 'name') || names,
    roles: textsOf(claims[ltiClaim('roles')]),
    course: textOf(context, 'title') || textOf(context, 'label') || textOf(context, 'id'),
    platformName: platformName(membersOf(claims, ltiClaim('tool_platform'))),
    link: { id: textOf(link, 'id'), title: textOf(link, 'title') },
    returnUrl: textOf(membersOf(claims, ltiClaim('launch_presentation')), 'return_url'),
    custom: textMembers(membersOf(claims, ltiClaim('custom'))),
    grades: readGrades(claims[gradesClaim]),
    rosterUrl: textOf(membersOf(claims, namesRolesClaim), 'context_memberships_url'),
    deepLinking: type === 'LtiDeepLinkingRequest' ? readSettings(membersOf(claims, settingsClaim)) : null,
    forUser: textOf(membersOf(claims, ltiClaim('for_user')), 'user_id'),
  };
}

export const settingsClaim = deepLinkingClaim('deep_linking_settings');

function platformName(platform: Claims): string {
  return textOf(platform, 'name') || textOf(platform, 'product_family_code') || textOf(platform, 'guid');
}

function textMembers(members: Claims): Record<string, string> {
  return Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function readGrades(value: unknown): GradesEndpoint | null {
  if (!isRecord(value)) return null;
  return {
    scopes: textsOf(value.scope),
    lineItems: textOf(value, 'lineitems'),
    lineItem: textOf(value, 'lineitem'),
  };
}

function readSettings(settings: Claims): DeepLinkingSettings {
  return {
    returnUrl: textOf(settings, 'deep_link_return_url'),
    acceptTypes: textsOf(settings.accept_types),
    acceptMultiple: settings.accept_multiple !== false,
    acceptLineItem: settings.accept_lineitem === true,
    title: textOf(settings, 'title'),
    text: textOf(settings, 'text'),
    data: typeof settings.data === 'string' ? settings.data : undefined,
  };
}
