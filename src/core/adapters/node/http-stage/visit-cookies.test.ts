import { describe, expect, it } from 'vitest';
import type { LaunchMode } from '../../../../protocol/models/exchanges/exchange.ts';
import { sameSite, VisitCookies } from './visit-cookies.ts';

const platform = new URL('http://platform.localhost:4000/launch/x');
const tool = new URL('https://tool.example/launch');
const lines = [
  'lax=1; SameSite=Lax; Secure',
  'strict=1; SameSite=Strict; Secure',
  'none=1; SameSite=None; Secure',
  'plain=1',
];

function visit(mode: LaunchMode) {
  const cookies = new VisitCookies(platform, mode);
  return { cookies, observed: lines.map((line) => cookies.receive(line, tool)) };
}

function sent(mode: LaunchMode, page: URL, method: string) {
  const { cookies } = visit(mode);
  cookies.begin({ page, method });
  const { names, withheld } = cookies.headerFor(tool, null);
  return { names, withheld: withheld.map(({ name, blocked }) => `${name}: ${blocked.join()}`) };
}

describe('in a window', () => {
  it('every cookie is stored, and comes back to its own site', () => {
    expect(visit('window').observed.every(({ stored }) => stored)).toBe(true);
    expect(sent('window', tool, 'POST').names).toEqual(['lax', 'strict', 'none', 'plain']);
  });

  it('another site gets Lax back with GET only, Strict never', () => {
    expect(sent('window', platform, 'GET')).toEqual({
      names: ['lax', 'none', 'plain'],
      withheld: ['strict: SameSiteStrict'],
    });
    expect(sent('window', platform, 'POST')).toEqual({
      names: ['none'],
      withheld: ['lax: SameSiteLax', 'strict: SameSiteStrict', 'plain: SameSiteUnspecifiedTreatedAsLax'],
    });
  });

  it('a redirect of a post is read with GET', () => {
    const { cookies } = visit('window');
    cookies.begin({ page: platform, method: 'POST' });
    cookies.headerFor(tool, null);
    expect(cookies.headerFor(tool, null).names).toEqual(['lax', 'none', 'plain']);
  });

  it('a line that deletes its cookie is obeyed, not blocked', () => {
    const { cookies } = visit('window');
    expect(cookies.receive('none=; SameSite=None; Secure; Max-Age=0', tool)).toMatchObject({
      stored: true,
      blocked: [],
    });
    cookies.begin({ page: tool, method: 'GET' });
    expect(cookies.headerFor(tool, null).names).not.toContain('none');
  });
});

describe('in a frame of another site', () => {
  it('only SameSite=None is stored', () => {
    expect(visit('iframe').observed.map(({ name, stored, blocked }) => [name, stored, ...blocked])).toEqual([
      ['lax', false, 'SameSiteLax'],
      ['strict', false, 'SameSiteStrict'],
      ['none', true],
      ['plain', false, 'SameSiteUnspecifiedTreatedAsLax'],
    ]);
  });

  it('even its own pages count as foreign', () => {
    expect(sent('iframe', tool, 'GET').names).toEqual(['none']);
  });
});

it('a site is a scheme and a registrable domain', () => {
  const same = (one: string, other: string) => sameSite(new URL(one), new URL(other));
  expect(same('https://a.school.co.uk', 'https://b.school.co.uk:8443')).toBe(true);
  expect(same('https://a.co.uk', 'https://b.co.uk')).toBe(false);
  expect(same('http://school.example', 'https://school.example')).toBe(false);
  expect(same('http://127.0.0.1:1', 'http://127.0.0.1:2')).toBe(true);
  expect(same('http://127.0.0.1', 'http://platform.localhost')).toBe(false);
});
