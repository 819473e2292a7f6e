import { describe, expect, it } from 'vitest';
import { keychainName, keychainOffer } from './keychain.ts';

describe('keychainOffer', () => {
  it('offers only a keychain that protects', () => {
    expect(keychainOffer({ protects: true, backend: 'gnome_libsecret' })).toBe('offered');
    expect(keychainOffer({ protects: false, backend: 'gnome_libsecret' })).toBe('unknown');
  });

  it('explains each that does not', () => {
    expect(keychainOffer({ protects: false, backend: 'basic_text' })).toBe('basic_text');
    expect(keychainOffer({ protects: false, backend: 'none' })).toBe('none');
    expect(keychainOffer({ protects: false, backend: 'unknown' })).toBe('unknown');
  });
});

describe('keychainName', () => {
  it('uses the name people know', () => {
    expect(keychainName('dpapi')).toBe('Windows DPAPI');
    expect(keychainName('something_new')).toBe('something_new');
  });
});
