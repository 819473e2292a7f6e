import { expect, test } from 'vitest';
import { exchangeSchema } from '../../../protocol/models/exchanges/exchange.ts';
import { openTestStorage, someDraft, someExchange, temporaryFolder } from '../test-support.ts';
import { initial } from './0001-initial.ts';

test('a folder of the first version keeps its connections and history, and gets roster and grades', async () => {
  const folder = temporaryFolder();
  const first = await openTestStorage(folder, { migrations: { '0001-initial': initial } });
  first.connections.insert('c1', someDraft(), 1);
  const { returned: _, outcomes: __, contentItems: ___, ...asOnceStored } = someExchange();
  expect(exchangeSchema.safeParse(asOnceStored).success).toBe(true);
  first.exchanges.insert({ ...someExchange(), ...asOnceStored }, 'text');
  first.close();

  const storage = await openTestStorage(folder);
  expect(storage.connections.list()).toHaveLength(1);
  expect(storage.exchanges.get('exchange-1')).toEqual(someExchange());
  expect(storage.roster.list()).toEqual({ people: [], courses: [] });
  expect(storage.grades.list(null)).toEqual([]);
});
