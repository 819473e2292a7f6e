import { setImmediate } from 'node:timers/promises';
import type { Rotation } from '../../../protocol/models/vault/vault-protection.ts';
import { type Problem, ProblemError } from '../../../protocol/problem.ts';
import type { Log, Random } from '../../ports.ts';
import type { Storage } from '../../storage/open-storage.ts';
import type { Vault } from '../vault.ts';
import { countSealed, type SealedItem, type SealedStorage, sealedItems } from './sealed-items.ts';

/** Rows sealed anew in one transaction. */
const batchSize = 40;
const pausedKey = 'vault.rotation-paused';

/**
 * The rotation of the data key. Both keys are wrapped in every slot until everything is sealed with the new one, so that it
 * can end at any point and go on later: what is sealed anew already is told by trying.
 */
export type RotationService = {
  /** `null` when the data key is not being rotated. */
  status(): Rotation | null;
  /** Begins, or goes on with, a rotation; answers before it is over. Throws `vault.locked`, `vault.tampered`. */
  start(): void;
  /** Ends after the batch under way; the rotation goes on when it is started again. */
  pause(): Promise<void>;
  /** For a vault that was just unlocked: goes on, unless a person paused it. */
  resumeAfterUnlock(): void;
  /** Resolves when nothing is being sealed anew. */
  idle(): Promise<void>;
};

type RotationPorts = {
  storage: SealedStorage & Pick<Storage, 'meta' | 'transaction' | 'settle' | 'trash'>;
  vault: Vault;
  random: Random;
  log: Log;
  /** Called with every step, and with `null` at the end. */
  onProgress(rotation: Rotation | null): void;
};

type Progress = Pick<Rotation, 'done' | 'total' | 'damaged'>;

export function createRotation({ storage, vault, random, log, onProgress }: RotationPorts): RotationService {
  let run: Promise<void> | null = null;
  let stopping = false;
  let progress: Progress | null = null;
  let problem: Problem | null = null;

  const status = (): Rotation | null => {
    if (!vault.rotation.isUnderWay()) return null;
    const { done, total, damaged } = progress ?? { done: 0, total: countSealed(storage), damaged: 0 };
    return { state: run === null ? 'paused' : 'running', done: Math.min(done, total), total, damaged, problem };
  };
  const mayGoOn = (): boolean => !stopping && vault.isUnlocked();

  /** Seals everything anew once; `false` when it was stopped. */
  const pass = async (count: Progress): Promise<{ finished: boolean; resealed: number }> => {
    let resealed = 0;
    const note = (outcome: 'resealed' | 'current' | 'damaged'): void => {
      count.done += 1;
      if (outcome === 'damaged') count.damaged += 1;
      if (outcome === 'resealed') resealed += 1;
    };
    for (const batch of batches(sealedItems({ storage, vault, random }))) {
      if (!mayGoOn()) return { finished: false, resealed };
      // What was deleted is sealed with the former key: brought back after the rotation it would not open.
      storage.trash.empty();
      if (batch.in === 'file') note(await batch.item.reseal());
      else for (const outcome of storage.transaction(() => batch.items.map((item) => item.reseal()))) note(outcome);
      onProgress(status());
      await setImmediate();
    }
    return { finished: mayGoOn(), resealed };
  };

  const rotate = async (): Promise<void> => {
    const count = { done: 0, total: countSealed(storage), damaged: 0 };
    progress = count;
    for (;;) {
      const { finished, resealed } = await pass(count);
      if (!finished) return;
      // The former key goes only after a whole pass has found nothing left that needs it.
      if (resealed === 0) break;
      count.damaged = 0;
    }
    vault.rotation.finish();
    storage.settle();
    log.info('the data key was rotated', { sealed: count.total, damaged: count.damaged });
  };

  const go = (): void => {
    stopping = false;
    if (run !== null) return;
    problem = null;
    run = setImmediate()
      .then(rotate)
      .catch((error: unknown) => {
        if (error instanceof ProblemError && error.problem.code === 'vault.locked') return;
        problem = error instanceof ProblemError ? error.problem : { code: 'internal', params: {} };
        log.error('the rotation of the data key stopped', error);
      })
      .finally(() => {
        run = null;
        onProgress(status());
      });
  };

  return {
    status,
    start() {
      vault.rotation.begin();
      storage.meta.delete(pausedKey);
      go();
    },
    async pause() {
      if (!vault.rotation.isUnderWay()) return;
      storage.meta.set(pausedKey, 'yes');
      stopping = true;
      await run;
    },
    resumeAfterUnlock() {
      if (vault.rotation.isUnderWay() && storage.meta.get(pausedKey) === undefined) go();
    },
    async idle() {
      stopping = true;
      await run;
    },
  };
}

type Batch =
  | { in: 'rows'; items: Extract<SealedItem, { in: 'row' }>[] }
  | { in: 'file'; item: Extract<SealedItem, { in: 'file' }> };

function* batches(items: Iterable<SealedItem>): Generator<Batch> {
  let rows: Extract<SealedItem, { in: 'row' }>[] = [];
  for (const item of items) {
    if (item.in === 'file') {
      yield { in: 'file', item };
      continue;
    }
    rows.push(item);
    if (rows.length < batchSize) continue;
    yield { in: 'rows', items: rows };
    rows = [];
  }
  if (rows.length > 0) yield { in: 'rows', items: rows };
}
