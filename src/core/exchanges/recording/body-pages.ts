import { z } from 'zod';
import { ProblemError } from '../../../protocol/problem.ts';
import { TextPager } from '../../http/index.ts';
import type { ExchangesRepository } from '../../storage/repositories/exchanges.ts';
import type { BodyStore } from '../../vault/sealing/body-store.ts';
import { createMasking, type Masking } from '../masking/exchange.ts';

const secretsSchema = z.strictObject({
  values: z.array(z.string()),
  names: z.array(z.string()),
  told: z.array(z.string()).optional(),
});

type Opened = { key: string; pager: TextPager; masking: Masking };

/** Pages of stored bodies, decoded and masked. Keeps the last body open, since pages are read one after the other. */
export type BodyPages = {
  /** @throws ProblemError `not-found`, `vault.locked`, `vault.tampered`. */
  read(page: {
    id: string;
    hop: number;
    offset: number;
    limit: number;
  }): Promise<{ text: string; nextOffset: number | null }>;
  /** Forgets the open body, which is not masked. */
  forget(): void;
};

export function createBodyPages(exchanges: ExchangesRepository, bodies: BodyStore): BodyPages {
  let opened: Opened | null = null;
  let forgotten = 0;

  const open = async (id: string, hop: number): Promise<Opened> => {
    const key = `${id}/${hop}`;
    if (opened?.key === key) {
      return opened;
    }
    const forgottenBefore = forgotten;
    const exchange = exchanges.get(id);
    const bytes = await bodies.get(id, `hop-${hop}`);
    const secrets = await bodies.get(id, 'secrets');
    if (exchange === undefined || bytes === undefined || secrets === undefined) {
      throw new ProblemError('not-found', { params: { what: 'body', id: key } });
    }
    const known = secretsSchema.parse(JSON.parse(new TextDecoder().decode(secrets)));
    const contentType = exchange.hops.find(({ index }) => index === hop)?.body?.contentType ?? null;
    const found = { key, pager: new TextPager(bytes, contentType), masking: createMasking(known) };
    if (forgotten === forgottenBefore) {
      opened = found;
    }
    return found;
  };

  return {
    read: async ({ id, hop, offset, limit }) => {
      const { pager, masking } = await open(id, hop);
      const { nextOffset } = await pager.page(offset, limit);
      const text = await masking.page(async (from, length) => (await pager.page(from, length)).text, offset, limit);
      return { text, nextOffset };
    },
    forget: () => {
      forgotten += 1;
      opened = null;
    },
  };
}
