import { describe, expect, it } from 'vitest';
import type { Field, Operation } from '../../../protocol/models/contract.ts';
import { chosenFrom, firstChoice, isPlatformField } from '../../../protocol/models/lti/launch-setup.ts';
import { type FormState, formValues } from '../try/form/form-state.ts';
import { differences, launchUrlOf, notesByField, readCustom, serviceCount, withPreset, writeCustom } from './preset.ts';

function field(name: string, part: Partial<Field> = {}): Field {
  return {
    name,
    in: 'body',
    required: false,
    recommended: false,
    type: 'string',
    description: '',
    secret: false,
    suppliedBy: 'person',
    ...part,
  };
}

const launch: Operation = {
  id: 'launchBook',
  title: 'Launch a book',
  description: '',
  method: 'POST',
  path: '/books/{vbid}',
  kind: 'launch',
  bodyEncoding: 'form',
  signing: { scheme: 'none' },
  fields: [
    field('vbid', { in: 'path' }),
    field('user_id'),
    field('context_title'),
    field('context_type'),
    field('custom_vbid'),
    field('oauth_nonce', { suppliedBy: 'signer' }),
  ],
  responses: [],
};

const form: FormState = {
  values: { 'path:vbid': 'BOOK 1', 'body:user_id': 'reader', 'body:context_type': 'Group', 'body:custom_vbid': 'BOOK' },
  files: {},
  sendEmpty: {},
  extras: [{ key: 4, name: 'mine', in: 'body', value: 'kept' }],
  placement: null,
  signatureMethod: null,
  launchMode: 'window',
  launchSetup: {},
};

const moodle = {
  fields: [
    ['user_id', '1001'],
    ['context_title', ''],
    ['ext_lms', 'moodle-2'],
  ],
  querySigning: 'standard',
} satisfies Parameters<typeof withPreset>[2];

describe('withPreset', () => {
  const filled = withPreset(launch, form, moodle, firstChoice);

  it('puts values into fields, unknown ones beside them, and sends what is empty', () => {
    expect(formValues(launch, filled)).toEqual([
      { name: 'vbid', in: 'path', value: 'BOOK 1' },
      { name: 'user_id', in: 'body', value: '1001' },
      { name: 'context_title', in: 'body', value: '', sendEmpty: true },
      { name: 'context_type', in: 'body', value: '' },
      { name: 'custom_vbid', in: 'body', value: 'BOOK' },
      { name: 'mine', in: 'body', value: 'kept' },
      { name: 'ext_lms', in: 'body', value: 'moodle-2' },
    ]);
    expect(differences(launch, filled, moodle.fields)).toBe(0);
    expect(differences(launch, form, moodle.fields)).toBe(3);
  });

  it('takes out what the last preset put there and this one does not send', () => {
    const canvas = withPreset(
      launch,
      filled,
      { fields: [['user_id', 'hash']], querySigning: 'canvas-legacy' },
      firstChoice,
    );
    expect(canvas.extras.map(({ name }) => name)).toEqual(['mine']);
    // Said to be empty, so that a variable of the connection does not fill it again.
    expect(formValues(launch, canvas)).toContainEqual({ name: 'context_title', in: 'body', value: '' });
    expect(canvas.launchSetup.querySigning).toBe('canvas-legacy');
    expect(canvas.launchSetup.preset?.filled).toEqual(['user_id']);
  });

  it('shows the launch where the tool is told it is', () => {
    expect(filled.launchMode).toBe('window');
    expect(withPreset(launch, form, moodle, { ...firstChoice, documentTarget: 'frame' }).launchMode).toBe('iframe');
  });
});

it('tells fields of the platform from those of the tool and of services', () => {
  expect(['user_id', 'lis_person_name_full', 'tool_consumer_info_version'].every(isPlatformField)).toBe(true);
  expect(['custom_vbid', 'ext_lms', 'lis_outcome_service_url', 'user_identity'].some(isPlatformField)).toBe(false);
});

it('chooses the first of the roster for what is gone', () => {
  const person = {
    id: 'p1',
    fullName: 'Sam',
    givenName: '',
    familyName: '',
    email: '',
    username: '',
    userId: 'u1',
    sourcedId: '',
    imageUrl: '',
    locale: '',
    roles: 'Learner',
    mentorOf: [],
    status: 'Active' as const,
  };
  const link = (id: string) => ({ id, resourceLinkId: id, title: id, description: '' });
  const course = (id: string, ...links: string[]) => ({
    id,
    title: id,
    label: '',
    contextId: id,
    type: 'Group' as const,
    offeringSourcedId: '',
    sectionSourcedId: '',
    placements: links.map(link),
  });
  const teacher = { ...person, id: 'p0', roles: 'Instructor' };
  const roster = {
    people: [teacher, person],
    courses: [course('empty'), course('c1', 'l1', 'l2'), course('c2', 'l3')],
  };
  const chosen = chosenFrom({ ...firstChoice, personId: 'gone', courseId: 'c1', placementId: 'l2' }, roster);
  expect(chosen?.person.id).toBe('p1');
  expect(chosen?.placement.id).toBe('l2');
  expect(chosenFrom(firstChoice, roster)?.placement.id).toBe('l1');
  expect(chosenFrom(firstChoice, { ...roster, people: [teacher] })?.person.id).toBe('p0');
  expect(chosenFrom(firstChoice, { ...roster, people: [] })).toBeNull();
});

it('reads custom parameters as an LMS does, a line each', () => {
  const custom = readCustom('chapter=2\n Review:Date = $User.id \nflag\n=nothing\n\nurl=a=b');
  expect(custom).toEqual([
    ['chapter', '2'],
    ['Review:Date', '$User.id'],
    ['flag', ''],
    ['url', 'a=b'],
  ]);
  expect(readCustom(writeCustom(custom))).toEqual(custom);
});

it('fills the path of the launch address', () => {
  expect(launchUrlOf('https://books.example/', launch, form)).toBe('https://books.example/books/BOOK%201');
});

it('gathers notes by field and counts services', () => {
  const source = { basis: 'seen', document: 'x' } as const;
  const notes = ['a', '', 'a'].map((name) => ({ field: name, quirk: 'q', source }));
  expect([...notesByField(notes)].map(([name, list]) => [name, list.length])).toEqual([
    ['a', 2],
    ['', 1],
  ]);
  expect(serviceCount({ platform: { returnUrl: true, outcomes: true, contentItems: null } })).toBe(2);
  expect(serviceCount({})).toBe(0);
});
