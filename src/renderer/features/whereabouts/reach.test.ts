import { expect, it } from 'vitest';
import { hangsOnKeychain, reachOf } from './reach.ts';

it('the command line reaches the vault with a passphrase alone', () => {
  const reach = (kind: 'passphrase' | 'keychain' | 'recovery') => reachOf({ id: 'a', kind }, []);
  expect([reach('passphrase'), reach('keychain'), reach('recovery')]).toEqual([
    'everywhere',
    'windowOnly',
    'windowOnly',
  ]);
  expect(reachOf({ id: 'a', kind: 'keychain' }, ['a'])).toBe('unusable');
});

it('a vault without slots, or with one that is no keychain, does not hang on it', () => {
  expect(hangsOnKeychain([])).toBe(false);
  expect(hangsOnKeychain([{ kind: 'keychain' }, { kind: 'recovery' }])).toBe(false);
  expect(hangsOnKeychain([{ kind: 'keychain' }])).toBe(true);
});
