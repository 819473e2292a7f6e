import { z } from 'zod';
import type { OfferedServices } from './launch.ts';

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

export const allServiceScopes: readonly ServiceScope[] = Object.values(serviceScopes);

/** One scope: printable ASCII without blanks, quotation marks and backslashes (RFC 6749 §3.3). */
export const scopeSchema = z
  .string()
  .max(2048)
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/);

/** Whether a registration may be granted a scope; one that names no scopes may have any (RFC 7591 §2: the server's default). */
export function mayHaveScope(registered: readonly string[], scope: string): boolean {
  return registered.length === 0 || registered.includes(scope);
}

/** The scopes of the Assignment and Grade Services for an access. */
export function gradeScopes(access: OfferedServices['grades']): ServiceScope[] {
  const { lineItem, lineItemReadOnly, resultReadOnly, score } = serviceScopes;
  if (access === 'none') return [];
  const reading = [lineItemReadOnly, resultReadOnly];
  if (access === 'read') return reading;
  return access === 'score' ? [...reading, score] : [lineItem, ...reading, score];
}

/** The scopes of the services a person chose to offer. */
export function scopesOfServices({ grades, namesRoles, groups }: OfferedServices): ServiceScope[] {
  return [
    ...gradeScopes(grades),
    ...(namesRoles ? [serviceScopes.memberships] : []),
    ...(groups ? [serviceScopes.groups] : []),
  ];
}
