import type { DeepLinkingRequest } from '../../../../protocol/models/advantage/launch.ts';
import { serviceScopes } from '../../../../protocol/models/advantage/scopes.ts';

/** Names of the claims that tell a tool where the services are. */
export const serviceClaimNames = {
  endpoint: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  namesRoles: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
  groups: 'https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice',
  deepLinkingSettings: 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings',
} as const;

/**
 * Value of the claim `endpoint` (AGS 2.0 §3.1). `lineItem`: the one line item of the resource link; `null` where there is none or
 * several, when the member has to be left out.
 */
export function endpointClaim({
  lineItems,
  lineItem,
  scopes,
}: {
  lineItems: string;
  lineItem: string | null;
  /** Which of them the tool may ask a token for. */
  scopes: readonly string[];
}): Record<string, unknown> {
  return { scope: scopes, lineitems: lineItems, ...(lineItem === null ? {} : { lineitem: lineItem }) };
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
