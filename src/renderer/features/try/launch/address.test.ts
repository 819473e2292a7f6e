import { expect, test } from 'vitest';
import { type Hop, hopSchema } from '../../../../protocol/models/exchange.ts';
import { shownAddress } from './address.ts';

function hop(index: number, part: Partial<Hop> = {}): Hop {
  return hopSchema.parse({
    index,
    frame: 'top',
    method: 'GET',
    url: `http://tool.localhost/${index}`,
    requestHeaders: [],
    sentCookies: null,
    startedAt: 1000,
    status: 200,
    statusText: '',
    responseHeaders: [],
    location: null,
    cookies: [],
    timing: null,
    tls: null,
    remoteAddress: null,
    failure: null,
    body: null,
    ...part,
  });
}

test('the address shown is that of the last page, not of a redirect on the way', () => {
  const redirecting = hop(0, { status: 302, location: 'http://tool.localhost/1' });
  expect(shownAddress([redirecting, hop(1)])).toBe('http://tool.localhost/1');
  expect(shownAddress([hop(0), hop(1, { status: 302, location: 'http://tool.localhost/2' })])).toBe(
    'http://tool.localhost/0',
  );
  expect(shownAddress([redirecting])).toBe('http://tool.localhost/0');
  expect(shownAddress([])).toBeNull();
});
