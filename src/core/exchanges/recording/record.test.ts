import { expect, test } from 'vitest';
import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import { openTestStorage, someExchange, temporaryFolder, testClock } from '../../storage/test-support.ts';
import { openRecord } from './record.ts';

const secret = 'a secret of the record';
const returned = (message: string) => ({ at: 1, message, log: null, errorMessage: null, errorLog: null });

async function opened() {
  const storage = await openTestStorage(temporaryFolder());
  const told: Exchange['state'][] = [];
  const record = await openRecord(someExchange({ state: 'running' }), { values: [secret], names: [] }, new Map(), {
    exchanges: storage.exchanges,
    keepBytes: async () => {},
    clock: testClock,
    emit: (event) => {
      if (event.type === 'exchange.changed') told.push(event.exchange.state);
    },
  });
  return { storage, record, told };
}

test('what comes while it rests is added to what is stored, masked', async () => {
  const { storage, record, told } = await opened();
  record.end({ state: 'finished', problem: null });
  record.rest();
  record.platform({ returned: returned(`Thank you, ${secret}.`) });
  const stored = storage.exchanges.get('exchange-1');
  expect(stored).toMatchObject({ state: 'finished', returned: { message: expect.stringMatching(/^Thank you, /) } });
  expect(JSON.stringify(stored)).not.toContain(secret);
  expect(record.current()).toEqual(stored);
  expect(told).toEqual(['running', 'finished', 'finished']);
});

test('what comes after it was deleted is dropped', async () => {
  const { storage, record, told } = await opened();
  record.end({ state: 'finished', problem: null });
  record.rest();
  storage.exchanges.take(['exchange-1']);
  record.platform({ returned: returned('Thank you.') });
  expect(storage.exchanges.get('exchange-1')).toBeUndefined();
  expect(told).toHaveLength(2);
  expect(() => record.current()).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'not-found' }) }),
  );
});
