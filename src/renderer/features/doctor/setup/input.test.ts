import { expect, test } from 'vitest';
import { emptySetup, registrationOf } from './input.ts';

test('nothing typed is nothing to check', () => {
  expect(registrationOf(emptySetup)).toBeNull();
  expect(registrationOf({ ...emptySetup, redirectUris: '\n  \n' })).toBeNull();
});

test('lists are read line by line, and blanks that came in by copying are kept', () => {
  const typed = { ...emptySetup, clientId: ' client', redirectUris: 'https://a.example/ \r\nhttps://b.example/\n' };
  expect(registrationOf(typed)).toEqual({
    clientId: ' client',
    redirectUris: ['https://a.example/ ', 'https://b.example/'],
    cloudPlatform: true,
  });
});
