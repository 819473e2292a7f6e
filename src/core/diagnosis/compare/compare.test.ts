import { expect, test } from 'vitest';
import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import {
  type ExchangeComparison,
  exchangeComparisonSchema,
} from '../../../protocol/models/exchanges/exchange-comparison.ts';
import { hop, launch } from '../timeline/test-support.ts';
import { compareExchanges, compareStored } from './index.ts';

function sent(part: Partial<Exchange['request']>, rest: Partial<Exchange> = {}): Exchange {
  const base = launch([hop(0)], rest);
  return { ...base, request: { ...base.request, ...part } };
}
const differences = ({ request }: ExchangeComparison) =>
  request.map(({ part, name, change, varies }) => `${change} ${part} ${name}${varies ? ' (varies)' : ''}`.trim());

test('an exchange compared with itself differs in nothing', () => {
  const one = launch([hop(0), hop(1)]);
  const comparison = compareExchanges(one, one);
  expect(exchangeComparisonSchema.parse(comparison)).toEqual(comparison);
  expect(comparison.request).toEqual([]);
  expect(comparison.answer.filter(({ differs }) => differs)).toEqual([]);
  expect(comparison.firstDifference).toBeNull();
});

test('fields are told as added, removed and changed, each of a name that repeats by itself', () => {
  const before = sent({
    fields: [
      ['roles', 'Learner'],
      ['gone', '1'],
      ['many', 'a'],
      ['many', 'b'],
    ],
  });
  const after = sent({
    fields: [
      ['roles', 'Instructor'],
      ['many', 'a'],
      ['many', 'c'],
      ['many', 'd'],
    ],
  });
  const comparison = compareExchanges(before, after);
  expect(differences(comparison)).toEqual([
    'changed field roles',
    'removed field gone',
    'changed field many',
    'added field many',
  ]);
  expect(comparison.request[0]?.values).toEqual(['Learner', 'Instructor']);
});

test('what differs by nature is marked as such and comes last', () => {
  const before = sent({
    fields: [
      ['oauth_nonce', '1'],
      ['user_id', '7'],
    ],
  });
  const after = sent({
    fields: [
      ['oauth_nonce', '2'],
      ['user_id', '8'],
    ],
  });
  expect(differences(compareExchanges(before, after))).toEqual([
    'changed field user_id',
    'changed field oauth_nonce (varies)',
  ]);
});

test('JSON bodies are compared value by value, others as a whole', () => {
  const json = (body: string) => sent({ fields: [], body });
  expect(differences(compareExchanges(json('{"a":{"b":1,"c":[1,2]}}'), json('{"a":{"b":2,"c":[1]}}')))).toEqual([
    'changed body a.b',
    'removed body a.c[1]',
  ]);
  expect(differences(compareExchanges(json('plain'), json('other')))).toEqual(['changed body']);
});

test('queries, headers without regard to case, and the way of launching are compared', () => {
  const before = sent({ url: 'https://tool.example/x?a=1&b=2', headers: [['Accept', '*/*']] });
  const after = sent(
    { url: 'https://tool.example/x?a=1', headers: [['accept', 'text/html']] },
    { launchMode: 'window' },
  );
  expect(differences(compareExchanges(before, after))).toEqual([
    'changed setup launch mode',
    'removed query b',
    'changed header accept',
  ]);
});

test('the status that differs and the hop at which the ways part are named', () => {
  const comparison = compareExchanges(
    launch([hop(0, { status: 200 })], { status: 200 }),
    launch([hop(0, { status: 403 })], { status: 403 }),
  );
  expect(comparison.answer.find(({ part }) => part === 'status')).toEqual({
    part: 'status',
    values: ['200', '403'],
    differs: true,
  });
  expect(comparison.firstDifference).toMatchObject({ position: 0, what: 'status', values: ['200', '403'] });
});

test('an exchange that is gone is not found', () => {
  const one = launch([hop(0)]);
  const exchanges = { get: (id: string) => (id === 'a' ? one : undefined) };
  expect(() => compareStored(['a', 'b'], exchanges)).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'not-found' }) }),
  );
});
