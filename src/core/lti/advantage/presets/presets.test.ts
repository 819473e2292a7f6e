import { describe, expect, test } from 'vitest';
import { lmsPresetIds, privacyLevels } from '../../../../protocol/models/lti/lti.ts';
import { courseDraftSchema, personDraftSchema } from '../../../../protocol/models/lti/roster.ts';
import { claims as names } from '../message/claims.ts';
import { checkMessageSchema } from '../message/message-schema.ts';
import { readRoleUri } from '../message/roles.ts';
import { launchClaims, type MessageFacts } from './index.ts';

const person = personDraftSchema.parse({
  fullName: 'Alma Testperson',
  givenName: 'Alma',
  familyName: 'Testperson',
  email: 'alma.testperson@college.example',
  username: 'alma.testperson',
  userId: 'sample-1001',
  sourcedId: 'college.example:alma.testperson',
  imageUrl: 'https://college.example/alma.png',
  locale: 'en-GB',
  roles: 'Learner,urn:lti:instrole:ims/lis/Student',
});
const course = courseDraftSchema.parse({ title: 'Course', label: 'C 1', contextId: 'course-1' });
const facts: MessageFacts = {
  person: { id: 'p', ...person },
  course: { id: 'c', ...course, placements: [] },
  placement: { id: 'l', resourceLinkId: 'link-1', title: 'Link', description: '' },
  presentation: { documentTarget: 'iframe' },
  privacy: 'public',
  options: [],
  messageType: 'LtiResourceLinkRequest',
  deploymentId: 'deployment-1',
  targetLinkUri: 'https://tool.example/start',
  custom: [],
  anonymous: false,
  returnUrl: 'https://platform.example/back',
  serviceClaims: {},
};

const personalTexts = [
  person.fullName,
  person.givenName,
  person.familyName,
  person.email,
  person.username,
  person.sourcedId,
  person.imageUrl,
];

describe.each(lmsPresetIds)('%s', (preset) => {
  test('keeps the schema of the messages at every privacy level', () => {
    for (const messageType of ['LtiResourceLinkRequest', 'LtiDeepLinkingRequest', 'LtiSubmissionReviewRequest']) {
      for (const privacy of privacyLevels) {
        const serviceClaims = needed[messageType] ?? {};
        const { claims } = launchClaims(preset, { ...facts, privacy, messageType, serviceClaims });
        const faults = checkMessageSchema(claims, messageType).filter(({ severity }) => severity === 'error');
        expect(faults).toEqual([]);
        expect(claims[names.resourceLink] === undefined).toBe(messageType === 'LtiDeepLinkingRequest');
      }
    }
  });

  test('names nobody in an anonymous launch', () => {
    const sent = JSON.stringify(launchClaims(preset, { ...facts, anonymous: true }).claims);
    for (const text of personalTexts) expect(sent).not.toContain(text);
    expect(launchClaims(preset, { ...facts, anonymous: true }).claims).not.toHaveProperty('sub');
  });

  test('shares no name and no address at the level Anonymous, but an id', () => {
    const { claims } = launchClaims(preset, { ...facts, privacy: 'anonymous' });
    const sent = JSON.stringify(claims);
    for (const text of [person.fullName, person.email, person.username, person.imageUrl]) {
      expect(sent).not.toContain(text);
    }
    expect(claims.sub).toEqual(expect.any(String));
  });

  test('sends the same ids every time', () => {
    expect(launchClaims(preset, facts)).toEqual(launchClaims(preset, facts));
  });

  test('says where each difference from a plain launch is known from', () => {
    for (const { quirk, source } of launchClaims(preset, facts).notes) {
      expect(quirk).toMatch(/\.$/);
      expect(source.document).not.toBe('');
    }
  });

  test('sends roles a tool can read', () => {
    const { [names.roles]: roles } = launchClaims(preset, facts).claims;
    if (!Array.isArray(roles)) throw new Error('roles are no list');
    expect(roles.map((role) => readRoleUri(String(role)).kind)).not.toContain('unknown');
    expect(roles.map((role) => readRoleUri(String(role)).kind)).toContain('context');
  });
});

const needed: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  LtiDeepLinkingRequest: {
    [names.deepLinkingSettings]: {
      deep_link_return_url: 'https://platform.example/return',
      accept_types: ['ltiResourceLink'],
      accept_presentation_document_targets: ['iframe'],
    },
  },
  LtiSubmissionReviewRequest: { [names.forUser]: { user_id: 'user-2' } },
};

test('a plain launch shares name and address as the privacy level says', () => {
  const shared = (privacy: MessageFacts['privacy']) => {
    const { claims } = launchClaims('plain', { ...facts, privacy });
    return { name: claims.name, email: claims.email };
  };
  expect(shared('public')).toEqual({ name: person.fullName, email: person.email });
  expect(shared('name_only')).toEqual({ name: person.fullName, email: undefined });
  expect(shared('email_only')).toEqual({ name: undefined, email: person.email });
  expect(shared('anonymous')).toEqual({ name: undefined, email: undefined });
});

test('roles of the roster become URIs, each once', () => {
  const { claims } = launchClaims('plain', {
    ...facts,
    person: {
      ...facts.person,
      roles: 'Learner, urn:lti:role:ims/lis/Learner, Instructor/Lecturer, urn:lti:sysrole:ims/lis/SysAdmin, Friend',
    },
  });
  expect(claims[names.roles]).toEqual([
    'http://purl.imsglobal.org/vocab/lis/v2/membership#Learner',
    'http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#Lecturer',
    'http://purl.imsglobal.org/vocab/lis/v2/system/person#SysAdmin',
    'Friend',
  ]);
});

describe('custom parameters', () => {
  const sent = (custom: MessageFacts['custom'], changes: Partial<MessageFacts> = {}) =>
    launchClaims('moodle', { ...facts, custom, ...changes });

  test('take their variables from the message as it is sent', () => {
    const { claims } = sent(
      [
        ['user', '$User.id'],
        ['course', '$Context.id'],
        ['items', '$LineItems.url'],
        ['Kept As Typed', 'plain'],
      ],
      { serviceClaims: { [names.scoreEndpoint]: { lineitems: 'https://platform.example/items', scope: [] } } },
    );
    const context = claims[names.context];
    expect(claims[names.custom]).toEqual({
      user: claims.sub,
      course: typeof context === 'object' && context !== null && 'id' in context ? context.id : null,
      items: 'https://platform.example/items',
      'Kept As Typed': 'plain',
    });
  });

  test('leave a variable alone that is not shared or not known, and say so', () => {
    const { claims, notes } = sent(
      [
        ['mail', '$Person.email.primary'],
        ['x', '$Unheard.of'],
      ],
      { privacy: 'anonymous' },
    );
    expect(claims[names.custom]).toEqual({ mail: '$Person.email.primary', x: '$Unheard.of' });
    expect(notes.map(({ field }) => field)).toEqual(
      expect.arrayContaining([`${names.custom}.mail`, `${names.custom}.x`]),
    );
  });
});

test('Open edX of before 2026 sends roles of the institution alone', () => {
  const { claims } = launchClaims('open-edx', { ...facts, options: ['open-edx-bare-student'] });
  expect(claims[names.roles]).toEqual(['http://purl.imsglobal.org/vocab/lis/v2/institution/person#Student']);
});
