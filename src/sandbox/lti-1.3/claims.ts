/** Reading claims of a token nobody has judged yet: every value may be anything. */
export type Claims = Readonly<Record<string, unknown>>;

const prefix = 'https://purl.imsglobal.org/spec';

/** Name of a claim of LTI 1.3 core. */
export function ltiClaim(name: string): string {
  return `${prefix}/lti/claim/${name}`;
}

/** Name of a claim of Deep Linking 2.0. */
export function deepLinkingClaim(name: string): string {
  return `${prefix}/lti-dl/claim/${name}`;
}

export const gradesClaim = `${prefix}/lti-ags/claim/endpoint`;
export const namesRolesClaim = `${prefix}/lti-nrps/claim/namesroleservice`;

export function isRecord(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a member, '' when it is none. */
export function textOf(claims: Claims, name: string): string {
  const value = claims[name];
  return typeof value === 'string' ? value : '';
}

/** The members of a claim that is an object; none when it is not. */
export function membersOf(claims: Claims, name: string): Claims {
  const value = claims[name];
  return isRecord(value) ? value : {};
}

/** The texts of a list, or of a single text. */
export function textsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === 'string');
}
