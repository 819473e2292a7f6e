import { describe, expect, it } from 'vitest';
import { authorityFile, hasDisplay } from './display.mjs';

describe('hasDisplay', () => {
  it.each([
    ['linux', {}, false],
    ['linux', { DISPLAY: '' }, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['darwin', {}, true],
  ])('%s %j: %s', (platform, env, expected) => {
    expect(hasDisplay(env, platform)).toBe(expected);
  });
});

describe('authorityFile', () => {
  it('is one entry for every host and display in the format of Xau', () => {
    const cookie = Buffer.alloc(16, 0xab);
    const expected = Buffer.concat([
      Buffer.from('ffff00000000', 'hex'),
      Buffer.from('0012', 'hex'),
      Buffer.from('MIT-MAGIC-COOKIE-1'),
      Buffer.from('0010', 'hex'),
      cookie,
    ]);
    expect(authorityFile(cookie).equals(expected)).toBe(true);
  });
});
