import { type Claims, claims, member, textClaim } from '../../lti/advantage/message/claims.ts';

/** Scopes of the services (AGS 2.0 §3.1, NRPS 2.0 §3.6). */
export const serviceScopes = {
  lineItem: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
  lineItemRead: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly',
  score: 'https://purl.imsglobal.org/spec/lti-ags/scope/score',
  result: 'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly',
  roster: 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
} as const;

/** What a launch offers of services; addresses are '' where it offers none. */
export type Offered = {
  rosterUrl: string;
  lineItemsUrl: string;
  lineItemUrl: string;
  scopes: readonly string[];
  resourceLinkId: string;
  /** Whom a score is for; '' in an anonymous launch. */
  subject: string;
};

export function offeredBy(all: Claims): Offered {
  const text = (claim: string, name: string): string => {
    const value = member(all, claim, name);
    return typeof value === 'string' ? value : '';
  };
  const scopes = member(all, claims.scoreEndpoint, 'scope');
  return {
    rosterUrl: text(claims.namesAndRoles, 'context_memberships_url'),
    lineItemsUrl: text(claims.scoreEndpoint, 'lineitems'),
    lineItemUrl: text(claims.scoreEndpoint, 'lineitem'),
    scopes: Array.isArray(scopes) ? scopes.filter((one) => typeof one === 'string') : [],
    resourceLinkId: text(claims.resourceLink, 'id'),
    subject: text(claims.forUser, 'user_id') || (textClaim(all, 'sub') ?? ''),
  };
}
