/** Name of an LTI claim. */
export const lti = (name: string): string => `https://purl.imsglobal.org/spec/lti/claim/${name}`;

/** Claims of a launch that is right, made a second before `now` (seconds since the epoch). */
export function launchClaims(now: number): Record<string, unknown> {
  return {
    iss: 'https://lms.example',
    aud: 'client-1',
    sub: 'u-1',
    iat: now - 1,
    exp: now + 300,
    nonce: 'nonce-0001',
    [lti('message_type')]: 'LtiResourceLinkRequest',
    [lti('version')]: '1.3.0',
    [lti('deployment_id')]: 'd-1',
    [lti('target_link_uri')]: 'https://tool.example/start',
    [lti('resource_link')]: { id: 'r-1' },
    [lti('roles')]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
  };
}
