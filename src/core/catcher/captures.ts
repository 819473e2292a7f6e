import {
  type Capture,
  type CaptureSummary,
  captureSchema,
  captureSummarySchema,
  KEPT_CAPTURES,
} from '../../protocol/models/lti/catcher.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Storage } from '../storage/open-storage.ts';
import type { Unstored } from '../trash/trash.ts';
import type { SealContext } from '../vault/sealing/framing.ts';
import type { Vault } from '../vault/vault.ts';

/** Caught launches: sealed in the data folder while the vault is open, in memory otherwise and until it is opened. */
export type Captures = {
  /** Stores it, in place of one with the same id, and gives its summary as stored. */
  put(capture: Capture): CaptureSummary;
  /** Newest first; those in the data folder only while the vault is open. */
  list(): CaptureSummary[];
  /** Throws `not-found`, `vault.locked`, `vault.tampered`. */
  get(id: string): Capture;
  delete(ids: readonly string[]): void;
  /** Those of the ids that are in memory alone, and how they come back. */
  unstored(ids: readonly string[]): Unstored;
  /** Stores what was caught while the vault was locked. */
  keepWaiting(): void;
};

/** What the parts of a capture, `summary` and `capture`, are bound to. */
export function captureContext(id: string, part: string): SealContext {
  return ['capture', id, part];
}

export function createCaptures({ storage, vault }: { storage: Pick<Storage, 'captures'>; vault: Vault }): Captures {
  const waiting = new Map<string, Capture>();

  const seal = (id: string, part: string, value: unknown): Uint8Array =>
    vault.sealBytes(captureContext(id, part), Buffer.from(JSON.stringify(value), 'utf8'));
  const open = (id: string, part: string, sealed: Uint8Array): unknown =>
    JSON.parse(Buffer.from(vault.openBytes(captureContext(id, part), sealed)).toString('utf8'));

  const keep = (capture: Capture): CaptureSummary => {
    const summary = { ...capture.summary, kept: true };
    const { id, at } = summary;
    storage.captures.put(
      {
        id,
        at,
        sealedSummary: seal(id, 'summary', summary),
        sealedCapture: seal(id, 'capture', { ...capture, summary }),
      },
      KEPT_CAPTURES,
    );
    waiting.delete(id);
    return summary;
  };

  const put = (capture: Capture): CaptureSummary => {
    if (vault.isUnlocked()) return keep(capture);
    waiting.set(capture.summary.id, capture);
    const [oldest] = waiting.keys();
    if (waiting.size > KEPT_CAPTURES && oldest !== undefined) waiting.delete(oldest);
    return capture.summary;
  };

  return {
    put,

    list() {
      const kept = vault.isUnlocked()
        ? storage.captures
            .summaries()
            .map(({ id, sealedSummary }) => captureSummarySchema.parse(open(id, 'summary', sealedSummary)))
        : [];
      return [...[...waiting.values()].map(({ summary }) => summary), ...kept].toSorted((a, b) => b.at - a.at);
    },

    get(id) {
      const inMemory = waiting.get(id);
      if (inMemory !== undefined) return inMemory;
      const sealed = storage.captures.sealed(id);
      if (sealed === undefined) throw new ProblemError('not-found', { params: { what: 'capture', id } });
      return captureSchema.parse(open(id, 'capture', sealed));
    },

    delete(ids) {
      for (const id of ids) waiting.delete(id);
      storage.captures.delete(ids);
    },

    unstored(ids) {
      const held = ids.flatMap((id) => waiting.get(id) ?? []);
      return { keys: held.map(({ summary }) => summary.id), putBack: () => held.forEach(put) };
    },

    keepWaiting() {
      if (!vault.isUnlocked()) return;
      for (const capture of [...waiting.values()]) keep(capture);
    },
  };
}
