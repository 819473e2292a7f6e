import type { LaunchChanges } from '../../fixtures/advantage-platform.ts';
import { ltiClaim } from '../../fixtures/advantage-platform.ts';

/** What a library does with a launch. */
export type Answer = 'accepted' | 'refused';

export type MatrixCase = {
  title: string;
  changes: LaunchChanges | ((issuer: string) => LaunchChanges);
  ltijs: Answer;
  ltiTool: Answer;
};

const seconds = (): number => Math.floor(Date.now() / 1000);
const claims = (changes: Record<string, unknown>): LaunchChanges => ({ claims: changes });
const named = (name: string, value: unknown): LaunchChanges => claims({ [ltiClaim(name)]: value });

/** Names and email a launch has unless a case is about them. */
export const person = { given_name: 'Sam', family_name: 'Sample', locale: 'en' };

/**
 * How two tool libraries of version 5.9.9 and 1.0.6 answered thirty launches when they were measured. They are witnesses and no
 * oracle: they disagree with each other in a third of the cases, and with the specification in some.
 */
export const measured: readonly MatrixCase[] = [
  {
    title: 'good, minimal claims',
    changes: claims({ given_name: undefined, family_name: undefined, email: undefined, locale: undefined }),
    ltijs: 'accepted',
    ltiTool: 'refused',
  },
  { title: 'good', changes: {}, ltijs: 'accepted', ltiTool: 'accepted' },
  { title: 'no state cookie', changes: { withoutCookie: true }, ltijs: 'refused', ltiTool: 'accepted' },
  { title: 'state altered', changes: { state: 'altered' }, ltijs: 'refused', ltiTool: 'refused' },
  {
    title: 'iss with a slash',
    changes: (issuer) => claims({ iss: `${issuer}/` }),
    ltijs: 'refused',
    ltiTool: 'refused',
  },
  { title: 'aud unknown', changes: claims({ aud: 'somebody' }), ltijs: 'refused', ltiTool: 'refused' },
  {
    title: 'aud as a list, with azp',
    changes: claims({ aud: ['client-of-catcher'], azp: 'client-of-catcher' }),
    ltijs: 'accepted',
    ltiTool: 'refused',
  },
  { title: 'kid unknown', changes: { header: { kid: 'nobody' } }, ltijs: 'refused', ltiTool: 'refused' },
  { title: 'kid missing', changes: { header: { kid: undefined } }, ltijs: 'refused', ltiTool: 'accepted' },
  { title: 'wrong key', changes: { signWithStranger: true }, ltijs: 'refused', ltiTool: 'refused' },
  { title: 'HS256', changes: { seal: 'public-key' }, ltijs: 'refused', ltiTool: 'refused' },
  { title: 'alg none', changes: { seal: 'none' }, ltijs: 'refused', ltiTool: 'refused' },
  { title: 'nonce replayed', changes: { twice: true }, ltijs: 'refused', ltiTool: 'refused' },
  { title: 'nonce of no request', changes: claims({ nonce: 'of-no-request' }), ltijs: 'accepted', ltiTool: 'refused' },
  { title: 'iat 15 s ago', changes: claims({ iat: seconds() - 15 }), ltijs: 'refused', ltiTool: 'accepted' },
  { title: 'iat 60 s in the future', changes: claims({ iat: seconds() + 60 }), ltijs: 'accepted', ltiTool: 'accepted' },
  { title: 'exp past', changes: claims({ exp: seconds() - 60 }), ltijs: 'refused', ltiTool: 'refused' },
  { title: 'exp missing', changes: claims({ exp: undefined }), ltijs: 'accepted', ltiTool: 'refused' },
  { title: 'deployment_id missing', changes: named('deployment_id', undefined), ltijs: 'refused', ltiTool: 'refused' },
  { title: 'deployment_id unknown', changes: named('deployment_id', 'nobody'), ltijs: 'accepted', ltiTool: 'refused' },
  { title: 'sub missing', changes: claims({ sub: undefined }), ltijs: 'refused', ltiTool: 'refused' },
  { title: 'version 1.3', changes: named('version', '1.3'), ltijs: 'refused', ltiTool: 'refused' },
  { title: 'roles missing', changes: named('roles', undefined), ltijs: 'refused', ltiTool: 'accepted' },
  { title: 'roles empty', changes: named('roles', []), ltijs: 'accepted', ltiTool: 'accepted' },
  { title: 'roles by short name', changes: named('roles', ['Instructor']), ltijs: 'accepted', ltiTool: 'accepted' },
  { title: 'roles as a text', changes: named('roles', 'Instructor'), ltijs: 'accepted', ltiTool: 'refused' },
  { title: 'resource_link missing', changes: named('resource_link', undefined), ltijs: 'refused', ltiTool: 'accepted' },
  {
    title: 'resource_link id a number',
    changes: named('resource_link', { id: 7 }),
    ltijs: 'accepted',
    ltiTool: 'refused',
  },
  {
    title: 'target_link_uri missing',
    changes: named('target_link_uri', undefined),
    ltijs: 'refused',
    ltiTool: 'refused',
  },
  {
    title: 'target_link_uri on another host',
    changes: named('target_link_uri', 'https://other.example/'),
    ltijs: 'accepted',
    ltiTool: 'accepted',
  },
  { title: 'message_type unknown', changes: named('message_type', 'LtiOther'), ltijs: 'refused', ltiTool: 'refused' },
];
