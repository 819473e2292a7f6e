import { hexId, numericId } from '../../presets/shapes.ts';
import { recalled, seen } from '../../presets/types.ts';
import { claims as names } from '../message/claims.ts';
import { contextUri } from './plain-claims.ts';
import type { MessagePreset } from './types.ts';

const unconfirmed = recalled();

export const blackboard: MessagePreset = {
  id: 'blackboard',
  rules: [
    {
      path: ['sub'],
      value: ({ person }) => hexId(person.userId, 32),
      quirk: 'An id of 32 hex digits, as in LTI 1.1.',
      source: unconfirmed,
    },
    {
      path: [names.context, 'id'],
      value: ({ course }) => hexId(course.contextId, 32),
      quirk: 'An id of 32 hex digits, as in LTI 1.1.',
      source: unconfirmed,
    },
    {
      path: [names.context, 'type'],
      value: () => [contextUri('CourseSection')],
      quirk: 'Always a CourseSection.',
      source: unconfirmed,
    },
    {
      path: [names.resourceLink, 'id'],
      value: ({ placement, messageType }) =>
        messageType === 'LtiDeepLinkingRequest' ? undefined : `_${numericId(placement.resourceLinkId)}_1`,
      quirk: 'Built on the primary key, as _274_1.',
      source: unconfirmed,
    },
    {
      path: [names.lis, 'person_sourcedid'],
      value: ({ person }, { name }) => (name ? person.username || undefined : undefined),
      quirk: 'The batch UID, by default the login name.',
      source: unconfirmed,
    },
    {
      path: [names.toolPlatform],
      value: () => ({
        guid: hexId('learn.college.example', 32),
        name: 'Sample College',
        description: 'Sample College',
        product_family_code: 'BlackboardLearn',
        version: '3900.100.0-rel.10+0000000',
        url: 'https://learn.college.example/',
      }),
      quirk: 'The guid is 32 hex digits, no host name; the product is BlackboardLearn.',
      source: unconfirmed,
    },
    {
      path: [names.launchPresentation, 'locale'],
      value: ({ person }) => person.locale || 'en-US',
      quirk: 'Always sent, with a hyphen.',
      source: unconfirmed,
    },
  ],
  notes: [
    {
      field: '',
      quirk:
        'All Blackboards have one issuer, https://blackboard.com, and a tool one client id: only the deployment id tells institutions apart.',
      source: seen('reports of integrators about LTI 1.3 with Blackboard Learn'),
    },
    {
      field: '',
      quirk: 'client_id and lti_deployment_id are in the login.',
      source: seen('Blackboard developer documentation'),
    },
  ],
};
