import { claims as names, textClaim } from '../message/claims.ts';
import type { CaseDefinition } from './cases.ts';
import { type MessageDraft, withClaims } from './launch.ts';

type Group = Record<string, CaseDefinition>;

const deployment = {
  'deployment-missing': {
    title: 'No deployment',
    detail: 'The deployment_id claim is left out, though it is required.',
    expectation: 'must-refuse',
    source: 'LTI 1.3 §5.3.3',
    change: { message: withClaims(() => ({ [names.deploymentId]: undefined })) },
  },
  'deployment-unknown': {
    title: 'Unknown deployment',
    detail: 'A deployment nobody registered: another customer of a platform that many share.',
    expectation: 'should-refuse',
    source: 'LTI 1.3 §3.1.3',
    change: { message: withClaims(() => ({ [names.deploymentId]: 'deployment-nobody-registered' })) },
  },
} as const satisfies Group;

const kind = {
  'version-wrong': {
    title: 'Version "1.3"',
    detail: 'The version claim is "1.3"; it has to be "1.3.0".',
    expectation: 'must-refuse',
    source: 'LTI 1.3 §5.3.2',
    change: { message: withClaims(() => ({ [names.version]: '1.3' })) },
  },
  'version-missing': {
    title: 'No version',
    detail: 'The version claim is left out.',
    expectation: 'must-refuse',
    source: 'LTI 1.3 §5.3.2',
    change: { message: withClaims(() => ({ [names.version]: undefined })) },
  },
  'message-type-unknown': {
    title: 'Unknown message',
    detail: 'A message type no specification has. A tool that takes it for a launch does not look.',
    expectation: 'must-refuse',
    source: 'LTI 1.3 §5.3.1',
    change: { message: withClaims(() => ({ [names.messageType]: 'LtiUnheardOfRequest' })) },
  },
  'message-type-missing': {
    title: 'No message type',
    detail: 'The message_type claim is left out.',
    expectation: 'must-refuse',
    source: 'LTI 1.3 §5.3.1',
    change: { message: withClaims(() => ({ [names.messageType]: undefined })) },
  },
  'claims-of-lti-1.1': {
    title: 'Names of LTI 1.1',
    detail: 'The claims have the names of LTI 1.1 parameters, without any prefix.',
    expectation: 'must-refuse',
    source: 'LTI 1.3 §5.3',
    change: { message: (draft) => ({ ...draft, claims: ofLti11(draft.claims) }) },
  },
} as const satisfies Group;

const link = {
  'link-missing': {
    title: 'No resource link',
    detail: 'The resource_link claim is left out, though a launch of a link has one.',
    expectation: 'must-refuse',
    source: 'LTI 1.3 §5.3.5',
    change: { message: withClaims(() => ({ [names.resourceLink]: undefined })) },
  },
  'link-id-number': {
    title: 'Link id as a number',
    detail: 'The id of the resource link is a number; it has to be a text.',
    expectation: 'must-refuse',
    source: 'LTI 1.3 §5.3.5',
    change: { message: withClaims(() => ({ [names.resourceLink]: { id: 4711 } })) },
  },
  'target-link-changed': {
    title: 'Another target link',
    detail: 'target_link_uri of the message is not that of the login, and on another host.',
    expectation: 'should-refuse',
    source: 'LTI 1.3 §5.3.4',
    change: { message: withClaims(() => ({ [names.targetLinkUri]: 'https://another-host.example/start' })) },
  },
  'target-link-missing': {
    title: 'No target link',
    detail: 'target_link_uri is left out of the message, though it is required.',
    expectation: 'must-refuse',
    source: 'LTI 1.3 §5.3.4',
    change: { message: withClaims(() => ({ [names.targetLinkUri]: undefined })) },
  },
} as const satisfies Group;

const person = {
  'subject-missing': {
    title: 'Nobody (no sub)',
    detail: 'sub, name and email are left out: an anonymous launch, which is allowed. Many tools refuse it.',
    expectation: 'may',
    source: 'LTI 1.3 §5.3.6.1',
    change: {
      message: withClaims(() => ({
        sub: undefined,
        name: undefined,
        given_name: undefined,
        family_name: undefined,
        middle_name: undefined,
        email: undefined,
        picture: undefined,
      })),
    },
  },
  'subject-number': {
    title: 'sub as a number',
    detail: 'sub is a number; it has to be a text.',
    expectation: 'must-refuse',
    source: 'OpenID Connect Core 1.0 §2',
    change: { message: withClaims(() => ({ sub: 4711 })) },
  },
  'roles-missing': {
    title: 'No roles',
    detail: 'The roles claim is left out, though it is required; it may be empty.',
    expectation: 'must-refuse',
    source: 'LTI 1.3 §5.3.7',
    change: { message: withClaims(() => ({ [names.roles]: undefined })) },
  },
  'roles-text': {
    title: 'Roles as one text',
    detail: 'The roles are a text and not a list. A tool that searches in it sees roles nobody gave.',
    expectation: 'must-refuse',
    source: 'LTI 1.3 §5.3.7',
    change: {
      message: withClaims((claims) => {
        const roles = claims[names.roles];
        return { [names.roles]: Array.isArray(roles) && roles.length > 0 ? roles.join(',') : 'Instructor' };
      }),
    },
  },
  'roles-empty': {
    title: 'Empty roles',
    detail: 'The list of roles is empty, which is allowed.',
    expectation: 'must-accept',
    source: 'LTI 1.3 §5.3.7.1',
    change: { message: withClaims(() => ({ [names.roles]: [] })) },
  },
  'roles-unknown': {
    title: 'Roles of another vocabulary',
    detail: 'Beside the person’s roles there is one of the platform’s own vocabulary, which a tool may ignore.',
    expectation: 'must-accept',
    source: 'LTI 1.3 §5.3.7 and Appendix A.2',
    change: {
      message: withClaims((claims) => {
        const roles = claims[names.roles];
        return { [names.roles]: [...(Array.isArray(roles) ? roles : []), 'https://platform.example/roles#Proctor'] };
      }),
    },
  },
} as const satisfies Group;

const extent = {
  'claims-minimal': {
    title: 'Required claims alone',
    detail: 'Nothing that is optional is sent: no name, no course. So launch platforms that share little.',
    expectation: 'must-accept',
    source: 'LTI 1.3 §5.3',
    change: { message: (draft) => ({ ...draft, claims: required(draft.claims) }) },
  },
  'claims-of-vendor': {
    title: 'A claim of the vendor',
    detail: 'A further claim under an address of the platform’s own. Tools pass over what they do not know.',
    expectation: 'must-accept',
    source: 'LTI 1.3 §5.4.7',
    change: { message: withClaims(() => ({ 'https://platform.example/claim/extension': { level: 3, tags: ['a'] } })) },
  },
} as const satisfies Group;

/** Changes of the message itself. */
export const messageCases = { ...deployment, ...kind, ...link, ...person, ...extent } as const;

const always: ReadonlySet<string> = new Set([
  'iss',
  'aud',
  'azp',
  'sub',
  'iat',
  'exp',
  'nonce',
  names.messageType,
  names.version,
  names.deploymentId,
  names.targetLinkUri,
  names.roles,
  names.forUser,
  names.deepLinkingSettings,
]);

function required(all: MessageDraft['claims']): MessageDraft['claims'] {
  const link = all[names.resourceLink];
  const id = typeof link === 'object' && link !== null && 'id' in link ? link.id : undefined;
  return {
    ...Object.fromEntries(Object.entries(all).filter(([name]) => always.has(name))),
    ...(id === undefined ? {} : { [names.resourceLink]: { id } }),
  };
}

/** The seal and the times stay those of a JWT; the rest is named as LTI 1.1 §3 does. */
function ofLti11(all: MessageDraft['claims']): MessageDraft['claims'] {
  const { iss, aud, sub, iat, exp, nonce } = all;
  const link = required(all)[names.resourceLink];
  return {
    ...{ iss, aud, sub, iat, exp, nonce },
    lti_message_type: 'basic-lti-launch-request',
    lti_version: 'LTI-1p0',
    resource_link_id: typeof link === 'object' && link !== null && 'id' in link ? link.id : 'link',
    user_id: sub,
    roles: 'Learner',
    lis_person_name_full: textClaim(all, 'name') ?? '',
  };
}
