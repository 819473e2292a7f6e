import type { AppEvent } from '../../protocol/events.ts';
import type { TrashEntry, TrashKind } from '../../protocol/models/data/trash.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Clock, Random } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';
import { newId } from '../vault/new-id.ts';

/** Things deleted that were in memory alone, and how they come back. */
export type Unstored = { keys: readonly string[]; putBack(): void };

/** Deleting that can be undone until the app closes. */
export type Trash = {
  list(): TrashEntry[];
  /** Deletes by `remove`, which throws when it may not be, and keeps what it takes away. */
  delete(kind: TrashKind, keys: readonly string[], remove: () => void, unstored?: Unstored): void;
  /** Brings the entry back, or the latest. Throws `not-found`, `trash.taken`. */
  restore(id?: string): TrashEntry[];
};

type TrashPorts = {
  storage: Pick<Storage, 'trash' | 'exchanges' | 'transaction'>;
  clock: Clock;
  random: Random;
  emit(event: AppEvent): void;
  /** Told of exchanges that came back while they still said they were running. */
  headline: string;
};

/** Which screens have something new to show once a kind of thing is back. */
const changes: Readonly<Record<TrashKind, readonly AppEvent[]>> = {
  connection: [{ type: 'connections.changed' }],
  credential: [{ type: 'vault.changed' }],
  exchanges: [{ type: 'history.changed' }, { type: 'connections.changed' }],
  captures: [{ type: 'catcher.changed' }],
  registration: [{ type: 'catcher.changed' }],
  person: [{ type: 'roster.changed' }],
  course: [{ type: 'roster.changed' }],
  contract: [{ type: 'contracts.changed' }],
};

export function createTrash({ storage, clock, random, emit, headline }: TrashPorts): Trash {
  const { trash, exchanges, transaction } = storage;
  const unstored = new Map<string, Unstored>();
  return {
    list: () => trash.list(),
    delete(kind, keys, remove, besides = { keys: [], putBack: () => {} }) {
      if (keys.length === 0) return;
      const id = newId(random);
      const entry = trash.keep({ id, kind, keys, at: clock.now(), unstored: besides.keys }, remove);
      if (entry !== null && besides.keys.length > 0) unstored.set(id, besides);
      if (entry !== null) emit({ type: 'trash.changed', deleted: entry });
    },
    restore(id) {
      const wanted = id ?? trash.list()[0]?.id;
      if (wanted === undefined) {
        throw new ProblemError('not-found', { params: { what: 'deletion', id: '' } });
      }
      const restored = transaction(() => {
        const running = exchanges.running();
        const back = trash.restore(wanted);
        exchanges.markInterrupted(clock.now(), headline, running);
        return back;
      });
      for (const { id: entry } of restored) {
        unstored.get(entry)?.putBack();
        unstored.delete(entry);
      }
      for (const event of restored.flatMap(({ kind }) => changes[kind])) emit(event);
      emit({ type: 'trash.changed', deleted: null });
      return restored;
    },
  };
}
