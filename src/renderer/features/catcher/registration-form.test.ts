import { expect, test } from 'vitest';
import { draftOfForm, emptyForm, filledFrom, formOfRegistration } from './registration-form.ts';

const moodle = {
  lms: 'moodle',
  title: 'Moodle',
  issuer: '{site}',
  authenticationUrl: '{site}/auth',
  keysUrl: '{site}/keys/{client_id}',
  tokenUrl: '{site}/token.php',
  needsSite: true,
  basis: 'seen' as const,
};

test('an LMS fills in its addresses, and what is complete can be saved and shown again', () => {
  const filled = filledFrom({ ...emptyForm, clientId: 'c 1' }, moodle, 'https://lms.example/ ');
  const draft = draftOfForm({ ...filled, deployments: ' 1\n\n2 ' });
  expect(draft).toEqual({
    name: 'Moodle',
    issuer: 'https://lms.example',
    clientId: 'c 1',
    authenticationUrl: 'https://lms.example/auth',
    tokenUrl: 'https://lms.example/token.php',
    keys: { kind: 'url', url: 'https://lms.example/keys/c 1' },
    deploymentIds: ['1', '2'],
  });
  if (draft !== null) expect(draftOfForm(formOfRegistration({ id: 'x', ...draft }))).toEqual(draft);
});

test('without the address of the LMS nothing can be saved', () => {
  expect(draftOfForm(filledFrom({ ...emptyForm, clientId: 'c' }, moodle, ''))).toBeNull();
});
