import { guid, numericId } from '../../presets/shapes.ts';
import { recalled, seen } from '../../presets/types.ts';
import { claims as names } from '../message/claims.ts';
import { contextUri } from './plain-claims.ts';
import type { MessagePreset } from './types.ts';

const unconfirmed = recalled();
const extension = 'http://www.brightspace.com';

export const brightspace: MessagePreset = {
  id: 'brightspace',
  rules: [
    {
      path: ['sub'],
      value: ({ person }) => `${guid('brightspace.college.example')}_${numericId(person.userId)}`,
      quirk: 'The id of the tenant and the number of the user.',
      source: unconfirmed,
    },
    {
      path: [names.context, 'id'],
      value: ({ course }) => numericId(course.contextId),
      quirk: 'The number of the org unit, as a text.',
      source: unconfirmed,
    },
    {
      path: [names.context, 'type'],
      value: () => [contextUri('CourseOffering')],
      quirk: 'A course is a CourseOffering.',
      source: unconfirmed,
    },
    {
      path: [names.toolPlatform, 'guid'],
      value: () => guid('brightspace.college.example'),
      quirk: 'A GUID.',
      source: unconfirmed,
    },
    {
      path: [names.toolPlatform, 'product_family_code'],
      value: () => 'desire2learn',
      quirk: 'Still the company’s old name.',
      source: unconfirmed,
    },
    {
      path: [names.toolPlatform, 'version'],
      value: () => null,
      quirk: 'Left out here: no launch that shows its form is known.',
      source: unconfirmed,
    },
    {
      path: [extension, 'tenant_id'],
      value: () => guid('brightspace.college.example'),
      quirk: 'A claim of Brightspace’s own, in a name space of http.',
      source: unconfirmed,
    },
    {
      path: [extension, 'org_defined_id'],
      value: ({ person, anonymous }, { everything }) =>
        everything && !anonymous && person.sourcedId !== '' ? person.sourcedId : undefined,
      quirk: 'The id the institution gave the person.',
      source: unconfirmed,
    },
    {
      path: [extension, 'username'],
      value: ({ person, anonymous }, { name }) =>
        name && !anonymous && person.username !== '' ? person.username : undefined,
      quirk: 'The login name.',
      source: unconfirmed,
    },
  ],
  notes: [
    {
      field: '',
      quirk: 'Brightspace takes a tool’s keys by address only, and changes its own about every hour.',
      source: seen('Brightspace developer documentation and community'),
    },
    {
      field: '',
      quirk: 'The aud of a tool’s assertion is a fixed value there, not the address of the token endpoint.',
      source: seen('Brightspace developer documentation and community'),
    },
  ],
};
