import { describe, expect, test } from 'vitest';
import { lmsPresetIds, privacyLevels } from '../../../protocol/models/lti/lti.ts';
import { personSchema } from '../../../protocol/models/lti/roster.ts';
import { applyPreset, type LaunchFacts, lmsPresets } from './index.ts';
import { someFacts } from './test-support.ts';

const sent = (id: (typeof lmsPresetIds)[number], changes: Partial<LaunchFacts> = {}) =>
  Object.fromEntries(applyPreset(id, someFacts(changes)).fields);
const withRoles = (roles: string) => ({ person: { ...someFacts().person, roles } });

describe.each(lmsPresetIds)('%s', (id) => {
  test('is a legal launch: required fields, each name once', () => {
    const { fields } = applyPreset(id, someFacts({ graded: true, tool: { launchUrl: '', custom: [['A b', '1']] } }));
    const names = fields.map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.fromEntries(fields)).toMatchObject({
      lti_message_type: 'basic-lti-launch-request',
      lti_version: 'LTI-1p0',
      resource_link_id: expect.stringMatching(/./),
      custom_a_b: '1',
    });
    expect(names.some((name) => name.startsWith('oauth_'))).toBe(false);
  });

  test('says of every departure from a plain launch what it is and who says so', () => {
    for (const facts of [someFacts(), someFacts({ privacy: 'anonymous', graded: true })]) {
      const plain = new Map(applyPreset('plain', facts).fields);
      const { fields, notes } = applyPreset(id, facts);
      const noted = new Set(notes.map(({ field }) => field));
      const own = new Map(fields);
      const changed = [...new Set([...own.keys(), ...plain.keys()])].filter(
        (name) => own.get(name) !== plain.get(name),
      );
      expect(changed.filter((name) => !noted.has(name))).toEqual([]);
      expect(notes.every(({ quirk, source }) => quirk !== '' && source.document !== '')).toBe(true);
    }
  });

  test('tells no name, address or login at the level anonymous', () => {
    const { person } = someFacts();
    const values = Object.values(sent(id, { privacy: 'anonymous', graded: true })).join('\n');
    for (const secret of [person.fullName, person.givenName, person.email, person.sourcedId, person.imageUrl]) {
      expect(values).not.toContain(secret);
    }
    expect(Object.values(sent(id, { privacy: 'anonymous' }))).not.toContain(person.username);
  });

  test('tells name and address only at the levels that share them', () => {
    const told = privacyLevels.map((privacy) => {
      const fields = sent(id, { privacy });
      return [privacy, 'lis_person_name_full' in fields, 'lis_person_contact_email_primary' in fields];
    });
    expect(told).toEqual([
      ['anonymous', false, false],
      ['name_only', true, false],
      ['email_only', false, true],
      ['public', true, true],
    ]);
  });

  test('describes all four privacy levels', () => {
    const preset = lmsPresets().find((candidate) => candidate.id === id);
    expect(preset?.privacy.map(({ level }) => level).sort()).toEqual([...privacyLevels].sort());
  });
});

test('a plain launch leaves out what is not known', () => {
  const person = personSchema.parse({ id: 'p', fullName: 'Mononym', userId: 'u' });
  expect(sent('plain', { person })).not.toHaveProperty('lis_person_name_family');
  expect(Object.values(sent('plain', { person }))).not.toContain('');
});

test('a mentor names whom they mentor, others do not', () => {
  const { person } = someFacts();
  const mentor = { ...person, roles: 'urn:lti:role:ims/lis/Mentor', mentorOf: ['a,b', 'c d'] };
  expect(sent('plain', { person: mentor }).role_scope_mentor).toBe('a%2Cb,c%20d');
  expect(sent('plain', { person: { ...mentor, roles: 'Learner' } })).not.toHaveProperty('role_scope_mentor');
});

describe('Moodle', () => {
  test('sends numbers, its own parameters and a JSON result id', () => {
    const fields = sent('moodle', { graded: true });
    expect(fields).toMatchObject({
      user_id: '1001',
      resource_link_id: '70',
      context_type: 'CourseSection',
      ext_lms: 'moodle-2',
      ext_user_username: 'quentin',
      tool_consumer_info_product_family_code: 'moodle',
    });
    expect(JSON.parse(fields.lis_result_sourcedid ?? '')).toMatchObject({
      data: { userid: '1001' },
      hash: expect.stringMatching(/^[0-9a-f]+$/),
    });
  });

  test('is a Group on the site home', () => {
    expect(sent('moodle', { options: ['moodle-site-course'] }).context_type).toBe('Group');
  });

  test('sends a folded custom name and the one that was typed', () => {
    const custom: [string, string][] = [
      ['Review:Chapter', '$User.id'],
      ['plain', 'x'],
    ];
    expect(applyPreset('moodle', someFacts({ tool: { launchUrl: '', custom } })).fields.slice(-3)).toEqual([
      ['custom_review_chapter', '1001'],
      ['custom_plain', 'x'],
      ['custom_Review:Chapter', '1001'],
    ]);
  });
});

describe('Canvas', () => {
  test('sends opaque ids always and its own only at the level public', () => {
    const canvasNames = (privacy: LaunchFacts['privacy']) =>
      Object.keys(sent('canvas', { privacy })).filter((name) => name.startsWith('custom_canvas_'));
    expect(sent('canvas').user_id).toMatch(/^[0-9a-f]{40}$/);
    expect(sent('canvas')).not.toHaveProperty('context_type');
    expect(canvasNames('public')).toHaveLength(5);
    for (const privacy of ['anonymous', 'email_only', 'name_only'] as const) {
      expect(canvasNames(privacy)).toEqual(['custom_canvas_enrollment_state']);
    }
  });

  test('gives a result id to learners only', () => {
    expect(sent('canvas', { graded: true })).toHaveProperty('lis_result_sourcedid');
    expect(sent('canvas', { graded: true, ...withRoles('Instructor') })).not.toHaveProperty('lis_result_sourcedid');
  });

  test('names legacy query signing only where it is asked for and matters', () => {
    const legacy = applyPreset('canvas', someFacts({ options: ['canvas-legacy-query'] }));
    expect(legacy.querySigning).toBe('canvas-legacy');
    expect(legacy.notes.some(({ quirk }) => quirk.includes('counts it twice'))).toBe(true);
    expect(applyPreset('canvas', someFacts()).querySigning).toBe('standard');
    expect(applyPreset('moodle', someFacts({ options: ['canvas-legacy-query'] })).querySigning).toBe('standard');
  });
});

test('Open edX sends bare Student where asked, and no guid', () => {
  const fields = sent('open-edx', { options: ['open-edx-bare-student'], ...withRoles('Learner,Instructor') });
  expect(fields.roles).toBe('Student,Instructor');
  expect(fields).not.toHaveProperty('tool_consumer_instance_guid');
});

test('Blackboard sends URNs for all roles', () => {
  expect(sent('blackboard', withRoles('Instructor,urn:lti:instrole:ims/lis/Faculty')).roles).toBe(
    'urn:lti:role:ims/lis/Instructor,urn:lti:instrole:ims/lis/Faculty',
  );
});

test('Brightspace sends an empty context_type', () => {
  expect(sent('brightspace')).toMatchObject({ context_type: '', launch_presentation_locale: 'EN-GB__' });
});

test('Sakai shares the login with the address, not with the name', () => {
  expect(sent('sakai', { privacy: 'email_only' }).ext_sakai_eid).toBe('quentin');
  expect(sent('sakai', { privacy: 'name_only' })).not.toHaveProperty('ext_sakai_eid');
});

test('ids that already have the shape of the LMS are kept', () => {
  const { person } = someFacts();
  expect(sent('moodle', { person: { ...person, userId: '42' } }).user_id).toBe('42');
  expect(sent('canvas', { person: { ...person, userId: 'ab'.repeat(20) } }).user_id).toBe('ab'.repeat(20));
});
