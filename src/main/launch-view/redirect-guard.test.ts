import { expect, test } from 'vitest';
import { blankHop } from '../../protocol/models/exchanges/blank-hop.ts';
import type { Hop } from '../../protocol/models/exchanges/exchange.ts';
import { createRedirectGuard } from './redirect-guard.ts';

const signature = 'tnnArxj06cWHq44gCs1OSKk/jLY=';
const form = [{ bytes: Buffer.from(new URLSearchParams({ user_id: 'u', oauth_signature: signature }).toString()) }];
const post = (id: number, url: string) => ({ id, url, method: 'POST', uploadData: form });
const get = (id: number, url: string) => ({ id, url, method: 'GET' });
const tool = 'https://tool.example/launch';

/** A guard that has seen the launch leave. */
function launched(hosts: readonly string[] | null = ['tool.example']) {
  const guard = createRedirectGuard(hosts);
  expect(guard.allows(get(1, 'http://platform.localhost:5000/launch/x'))).toBe(true);
  expect(guard.allows(post(2, tool))).toBe(true);
  return guard;
}

const hop = (url: string, failure: Hop['failure']): Hop =>
  blankHop({ index: 1, frame: 'top', method: 'POST', url, failure });

test('a form is not posted again to another host, and the hop says which and why', () => {
  const guard = launched();
  const elsewhere = 'https://other.example/land#top';
  expect(guard.allows(post(2, elsewhere))).toBe(false);
  const blocked = { error: 'net::ERR_BLOCKED_BY_CLIENT', reason: 'blocked' };
  const { failure } = guard.told(hop('https://other.example/land', blocked));
  expect(failure).toMatchObject({ error: 'redirect-refused', reason: expect.stringContaining('other.example') });
  expect(guard.told(hop('https://third.example/', blocked)).failure).toEqual(blocked);
});

test('within the allowed hosts it is, but not without encryption', () => {
  const guard = launched();
  expect(guard.allows(post(2, 'https://tool.example/again'))).toBe(true);
  expect(guard.allows(post(2, 'http://tool.example/again'))).toBe(false);
});

test('a redirect that only leads elsewhere is followed, one with the signature in its address is not', () => {
  expect(launched().allows(get(2, 'https://other.example/?session=1'))).toBe(true);
  expect(launched().allows(get(2, `https://other.example/?sig=${encodeURIComponent(signature)}`))).toBe(false);
  const later = launched();
  expect(later.allows(get(2, 'https://tool.example/read'))).toBe(true);
  expect(later.allows(get(3, 'https://tool.example/next'))).toBe(true);
  expect(later.allows(get(3, `https://other.example/#${signature}`))).toBe(false);
});

test('what a page itself sends on, and a page without a credential, is not the matter of redirects', () => {
  expect(launched().allows(post(7, 'https://other.example/'))).toBe(true);
  expect(launched(null).allows(post(2, 'https://other.example/'))).toBe(true);
});
