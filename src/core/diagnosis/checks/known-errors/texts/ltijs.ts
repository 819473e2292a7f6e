import { file, issue, type KnownText } from '../known-text.ts';

const auth = file('Cvmcosta/ltijs', 'a27224bbc89778c55c7a8c4c5c3eca6d9d5c1295', 'dist/Utils/Auth.js');

type Line = Omit<KnownText, 'id' | 'from' | 'source'> & { source?: string };

/** ltijs answers 401 with one of these as `details.message`. */
const lines: readonly Line[] = [
  {
    phrase: 'MISSING_VALIDATION_COOKIE',
    meaning: 'The tool’s cookie with the state did not come back, or the state is another.',
    row: 'B1',
    owner: 'tool-vendor',
    todo: 'Set cookies: { secure: true, sameSite: "None" } at ltijs, or open the tool in a new tab. The cookie lasts 60 s.',
    source: issue('Cvmcosta/ltijs', 180),
  },
  {
    phrase: 'NO_LTIK_OR_IDTOKEN_FOUND',
    meaning: 'No token came: the platform posted an error instead, or the page was opened by itself.',
    row: 'B7',
    owner: 'platform-admin',
    todo: 'Look at bodyReceived behind it: "error" there is the platform’s own.',
    source: issue('doldsimo/lti-1.3-canvas-lms', 5),
  },
  {
    phrase: 'UNREGISTERED_PLATFORM',
    meaning: 'The tool knows no platform with this issuer and client id.',
    row: 'B9',
    owner: 'tool-vendor',
    todo: 'Register url and clientId as iss and aud of the token have them, slash at the end included.',
  },
  {
    phrase: 'PLATFORM_NOT_ACTIVATED',
    meaning: 'The platform is registered at the tool, but not active.',
    row: 'B9',
    owner: 'tool-vendor',
    todo: 'Activate the platform; after dynamic registration that is a step of its own.',
  },
  {
    phrase: 'ISS_CLAIM_DOES_NOT_MATCH',
    meaning: 'iss of the token is not that of the login.',
    row: 'B9',
    owner: 'platform-admin',
    todo: 'Compare both: a slash at the end counts.',
  },
  {
    phrase: 'AZP_DOES_NOT_MATCH_CLIENTID',
    meaning: 'azp of the token is another client id.',
    row: 'B19',
    owner: 'platform-admin',
    todo: 'Set azp to the client id of the tool, or leave it out.',
  },
  {
    phrase: 'KID_NOT_FOUND',
    meaning: 'The token names no key.',
    row: 'B11',
    owner: 'platform-admin',
    todo: 'Set kid in the header of the token.',
  },
  {
    phrase: 'KEYSET_NOT_FOUND',
    meaning: 'The key set address gives no list called "keys".',
    row: 'B11',
    owner: 'tool-vendor',
    todo: 'Register the platform’s key set address; a single key or a page is not enough.',
  },
  {
    phrase: 'KEY_NOT_FOUND',
    meaning: 'The key set has no key with the kid of the token.',
    row: 'B11',
    owner: 'tool-vendor',
    todo: 'Check that the key set address is that of this platform, and not of another environment.',
  },
  {
    phrase: 'ALG_NOT_RS256',
    meaning: 'The token is signed by another algorithm than RS256.',
    row: 'B17',
    owner: 'platform-admin',
    todo: 'Sign with RS256.',
  },
  {
    phrase: 'TOKEN_TOO_OLD',
    meaning: 'The token took more than 10 s to the tool, or the clocks differ.',
    row: 'B14',
    owner: 'tool-vendor',
    todo: 'Set tokenMaxAge at ltijs higher, and the clocks by NTP.',
    source: issue('Cvmcosta/ltijs', 121),
  },
  {
    phrase: 'NONCE_ALREADY_RECEIVED',
    meaning: 'The token was used before: the page was reloaded.',
    row: 'B16',
    owner: 'browser',
    todo: 'Open the link in the LMS anew.',
    source: issue('Cvmcosta/ltijs', 175),
  },
  {
    phrase: 'NO_MESSAGE_TYPE_CLAIM',
    meaning: 'message_type is missing, or of a kind ltijs does not take.',
    row: 'B18',
    owner: 'platform-admin',
    todo: 'Use a placement that sends LtiResourceLinkRequest or LtiDeepLinkingRequest.',
  },
  {
    phrase: 'NO_TARGET_LINK_URI_CLAIM',
    meaning: 'target_link_uri is missing from the token.',
    row: 'B18',
    owner: 'platform-admin',
    todo: 'Send the claim with its full name.',
  },
  {
    phrase: 'NO_RESOURCE_LINK_ID_CLAIM',
    meaning: 'resource_link or its id is missing from the token.',
    row: 'B18',
    owner: 'platform-admin',
    todo: 'Send resource_link with an id.',
  },
  {
    phrase: 'WRONG_LTI_VERSION_CLAIM',
    meaning: 'The version claim is not "1.3.0".',
    row: 'B18',
    owner: 'platform-admin',
    todo: 'Send "1.3.0" exactly.',
  },
  {
    phrase: 'NO_LTI_VERSION_CLAIM',
    meaning: 'The version claim is missing.',
    row: 'B18',
    owner: 'platform-admin',
    todo: 'Send the version claim "1.3.0".',
  },
  {
    phrase: 'NO_DEPLOYMENT_ID_CLAIM',
    meaning: 'deployment_id is missing from the token.',
    row: 'B18',
    owner: 'platform-admin',
    todo: 'Send the claim with its full name.',
  },
  {
    phrase: 'NO_SUB_CLAIM',
    meaning: 'The launch is anonymous, which ltijs does not take.',
    row: 'B18',
    owner: 'platform-admin',
    todo: 'Let the LMS send the user’s id to this tool.',
  },
  {
    phrase: 'NO_ROLES_CLAIM',
    meaning: 'roles is missing from the token.',
    row: 'B18',
    owner: 'platform-admin',
    todo: 'Send roles, as a list; it may be empty.',
  },
  {
    phrase: 'INVALID_JWT_RECEIVED',
    meaning: 'What came as id_token is no token.',
    row: 'B18',
    owner: 'platform-admin',
    todo: 'Paste the launch here to see what came.',
  },
  {
    phrase: 'Token invalid or expired. Please reinitiate login.',
    meaning: 'An old ltijs refused the token, without saying why.',
    row: 'B1',
    owner: 'tool-vendor',
    todo: 'Look into the log of the tool with DEBUG=provider:*; the cookie is the first suspect.',
    source: issue('Cvmcosta/ltijs', 10),
  },
  {
    phrase: 'jwt not active',
    meaning: 'nbf of the token is ahead of the tool’s clock.',
    row: 'B13',
    owner: 'tool-vendor',
    todo: 'Set the clocks by NTP: Brightspace sends nbf without leeway.',
    source: issue('Cvmcosta/ltijs', 198),
  },
];

export const ltijsTexts: readonly KnownText[] = lines.map(({ source, ...line }) => ({
  id: `ltijs-${line.phrase
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '')}`,
  from: ['ltijs'],
  ...line,
  source: source ?? auth,
}));
