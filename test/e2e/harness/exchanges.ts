import type { Page } from 'playwright';
import type { Exchange } from '../../../src/protocol/models/exchanges/exchange.ts';
import { run } from './commands.ts';
import { seen } from './expect.ts';

/** The exchange that was begun last, as core has it. Throws where there is none. */
export async function newestExchange(window: Page): Promise<Exchange> {
  const { rows } = await run(window, 'exchanges.list', { limit: 1 });
  return run(window, 'exchanges.get', { id: rows[0]?.id ?? '' });
}

/** The exchange that `send` begins, as soon as it is on record: until then the window shows the one before. */
export async function sentBy(window: Page, send: () => Promise<void>): Promise<Exchange> {
  const total = async () => (await run(window, 'exchanges.list', { limit: 1 })).total;
  const before = await total();
  await send();
  await seen.poll(total).toBe(before + 1);
  return newestExchange(window);
}
