import { z } from 'zod';
import type { CommandName } from '../../protocol/commands/index.ts';
import { type Exchange, exchangeSchema } from '../../protocol/models/exchanges/exchange.ts';
import type { CommandLineCore } from '../command-line.ts';

/** Starts an exchange and answers it when it is no longer running. */
export async function startAndWait(core: CommandLineCore, command: CommandName, input: unknown): Promise<Exchange> {
  const over = new Set<string>();
  let wake = (): void => {};
  const unsubscribe = core.events((event) => {
    if (event.type === 'exchange.changed' && event.exchange.state !== 'running') {
      over.add(event.exchange.id);
      wake();
    }
  });
  try {
    const { id } = z.object({ id: z.string() }).parse(await core.call(command, input));
    while (!over.has(id)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return exchangeSchema.parse(await core.call('exchanges.get', { id }));
  } finally {
    unsubscribe();
  }
}
