import { describe, expect, it } from 'vitest';
import { problemOf } from '../../storage/test-support.ts';
import { assertHostAllowed, normaliseHosts } from './allowed-hosts.ts';

describe('normaliseHosts', () => {
  it.each([
    ['Exams.Example', 'exams.example'],
    ['exams.example:443', 'exams.example'],
    ['exams.example:80', 'exams.example'],
    ['exams.example:8443', 'exams.example:8443'],
    [' exams.example ', 'exams.example'],
    ['https://Exams.example/api/v3?x=1', 'exams.example'],
    ['http://127.0.0.1:4100/', '127.0.0.1:4100'],
    ['localhost:3000', 'localhost:3000'],
    ['[::1]:8080', '[::1]:8080'],
    ['bücher.example', 'xn--bcher-kva.example'],
  ])('%s is %s', (entry, host) => {
    expect(normaliseHosts([entry])).toEqual([host]);
  });

  it('names each host once', () => {
    expect(normaliseHosts(['a.example', 'A.example:443', 'b.example'])).toEqual(['a.example', 'b.example']);
  });

  it.each([
    '*.example',
    'a b',
    'a.example/path',
    'user@a.example',
    'https://u:p@a.example',
    'a.example:99999',
    'ftp://a',
    '',
    'a?b',
    'a#b',
    'a\\b',
  ])('refuses %j and says which entry it is', async (entry) => {
    const problem = await problemOf(() => normaliseHosts(['fine.example', entry]));
    expect(problem).toMatchObject({ code: 'input.invalid', field: 'draft.allowedHosts.1' });
  });
});

describe('assertHostAllowed', () => {
  const credential = { name: 'Northfield', allowedHosts: normaliseHosts(['exams.example', 'localhost:4100']) };

  it.each([
    'https://exams.example/api',
    'http://exams.example:80/',
    'https://EXAMS.example:443/',
    'http://localhost:4100/x',
  ])('lets a secret go to %s', (url) => {
    expect(() => assertHostAllowed(credential, url)).not.toThrow();
  });

  it.each([
    'https://exams.example.evil.example/',
    'https://exams.example@evil.example/',
    'https://exams.example:8443/',
    'https://evil.example/exams.example',
    'http://localhost:4101/',
    'http://localhost/',
    'ftp://exams.example/',
    'not a url',
  ])('keeps a secret from %s', async (url) => {
    expect(await problemOf(() => assertHostAllowed(credential, url))).toMatchObject({
      code: 'credential.host-not-allowed',
      params: { credential: 'Northfield', allowed: 'exams.example, localhost:4100' },
    });
  });
});
