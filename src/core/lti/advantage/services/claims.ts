import type { DeepLinkingRequest } from '../../../../protocol/models/advantage/launch.ts';

/** Scopes of the services (AGS 2.0 §3; NRPS 2.0 §2.2; Course Groups 1.0 §2). */
export const serviceScopes = {
  lineItem: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
  lineItemReadOnly: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly',
  resultReadOnly: 'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly',
  score: 'https://purl.imsglobal.org/spec/lti-ags/scope/score',
  memberships: 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
  groups: 'https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly',
} as const;
export type ServiceScope = (typeof serviceScopes)[keyof typeof serviceScopes];

export const allScopes: readonly string[] = Object.values(serviceScopes);

/** Names of the claims that tell a tool where the services are. */
export const serviceClaimNames = {
  endpoint: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  namesRoles: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
  groups: 'https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice',
  deepLinkingSettings: 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings',
} as const;

/** How far a tool may use the gradebook: `score` to fill in line items there are, `write` to make them too. */
export type GradeAccess = 'none' | 'read' | 'score' | 'write';

/** The scopes of the Assignment and Grade Services for an access. */
export function gradeScopes(access: GradeAccess): ServiceScope[] {
  const { lineItem, lineItemReadOnly, resultReadOnly, score } = serviceScopes;
  if (access === 'none') return [];
  const reading = [lineItemReadOnly, resultReadOnly];
  if (access === 'read') return reading;
  return access === 'score' ? [...reading, score] : [lineItem, ...reading, score];
}

/**
 * Value of the claim `endpoint` (AGS 2.0 §3.1). `lineItem`: the one line item of the resource link; `null` where there is none or
 * several, when the member has to be left out.
 */
export function endpointClaim({
  lineItems,
  lineItem,
  access,
}: {
  lineItems: string;
  lineItem: string | null;
  access: Exclude<GradeAccess, 'none'>;
}): Record<string, unknown> {
  return { scope: gradeScopes(access), lineitems: lineItems, ...(lineItem === null ? {} : { lineitem: lineItem }) };
}

/** Value of the claim `namesroleservice` (NRPS 2.0 §3.6.1.1). */
export function namesRolesClaim({ memberships }: { memberships: string }): Record<string, unknown> {
  return { context_memberships_url: memberships, service_versions: ['2.0'] };
}

/** Value of the claim `groupsservice` (Course Groups 1.0 §3.1). */
export function groupsClaim({ groups, groupSets }: { groups: string; groupSets: string }): Record<string, unknown> {
  return {
    scope: [serviceScopes.groups],
    context_groups_url: groups,
    context_group_sets_url: groupSets,
    service_versions: ['1.0'],
  };
}

/**
 * Value of the claim `deep_linking_settings` (Deep Linking 2.0 §4.4.1). Texts that are empty are left out.
 */
export function deepLinkingClaim({
  setup,
  returnUrl,
}: {
  setup: DeepLinkingRequest;
  returnUrl: string;
}): Record<string, unknown> {
  const { acceptMediaTypes, title, text, data } = setup;
  const texts = { accept_media_types: acceptMediaTypes, title, text, data };
  return {
    deep_link_return_url: returnUrl,
    accept_types: setup.acceptTypes,
    accept_presentation_document_targets: setup.acceptPresentationDocumentTargets,
    accept_multiple: setup.acceptMultiple,
    accept_lineitem: setup.acceptLineItem,
    auto_create: setup.autoCreate,
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')),
  };
}
