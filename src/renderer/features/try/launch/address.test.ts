import { expect, test } from 'vitest';
import { blankHop } from '../../../../protocol/models/exchanges/blank-hop.ts';
import type { Hop } from '../../../../protocol/models/exchanges/exchange.ts';
import { shownAddress } from './address.ts';

function hop(index: number, part: Partial<Hop> = {}): Hop {
  return blankHop({ index, frame: 'top', method: 'GET', url: `http://tool.localhost/${index}`, status: 200, ...part });
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
