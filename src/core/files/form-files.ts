import { createHash } from 'node:crypto';
import { type FileDraft, type FormFile, maxFileBytes } from '../../protocol/models/exchanges/form-file.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Random } from '../ports.ts';
import type { ExchangeBodiesRepository } from '../storage/repositories/exchange-bodies.ts';
import { newId } from '../vault/new-id.ts';
import type { BodyStore } from '../vault/sealing/body-store.ts';
import { mediaTypeOfName } from './media-type.ts';

/** Bytes of files that wait in memory together; the ones that came first make room. */
export const maxWaitingBytes = 3 * maxFileBytes;

/** Under which name an exchange keeps the bytes of a file it sent. */
export function filePart(fileId: string): string {
  return `file-${fileId}`;
}

/** The bytes of files that forms send: those that wait to be sent, and those an exchange of the history has kept. */
export type FormFiles = {
  /** @throws ProblemError `file.too-large`. */
  begin(draft: FileDraft): string;
  /** Takes the next bytes, as base64. Throws `not-found`, `input.invalid` for what is no base64 or more than was announced. */
  append(id: string, data: string): void;
  /** @throws ProblemError `not-found`, `input.invalid` when bytes are missing. */
  finish(id: string): FormFile;
  release(id: string): void;
  /** Whether the bytes are still there; the vault may be locked. */
  has(id: string): boolean;
  /** @throws ProblemError `file.gone`, `vault.locked`, `vault.tampered`. */
  read(file: Pick<FormFile, 'id' | 'name'>): Promise<Uint8Array>;
};

type Waiting = { draft: FileDraft; pieces: Uint8Array[]; received: number; complete: Uint8Array | null };
type Ports = { random: Random; bodies: BodyStore; exchangeBodies: Pick<ExchangeBodiesRepository, 'exchangeWith'> };

export function createFormFiles({ random, bodies, exchangeBodies }: Ports): FormFiles {
  /** In the order they came. */
  const waiting = new Map<string, Waiting>();

  const find = (id: string): Waiting => {
    const found = waiting.get(id);
    if (found === undefined) throw new ProblemError('not-found', { params: { what: 'file', id } });
    return found;
  };
  const makeRoomFor = (size: number): void => {
    let total = [...waiting.values()].reduce((sum, { draft }) => sum + draft.size, size);
    for (const [id, { draft }] of waiting) {
      if (total <= maxWaitingBytes) return;
      waiting.delete(id);
      total -= draft.size;
    }
  };

  return {
    begin: (draft) => {
      if (draft.size > maxFileBytes) {
        const params = { name: draft.name, size: inMegabytes(draft.size), limit: inMegabytes(maxFileBytes) };
        throw new ProblemError('file.too-large', { field: 'file.size', params });
      }
      makeRoomFor(draft.size);
      const id = newId(random);
      waiting.set(id, { draft, pieces: [], received: 0, complete: null });
      return id;
    },
    append: (id, data) => {
      const file = find(id);
      const bytes = Buffer.from(data, 'base64');
      if (bytes.toString('base64') !== data) throw invalid('data', 'expected base64');
      if (file.complete !== null || file.received + bytes.length > file.draft.size) {
        throw invalid('data', `more bytes than the ${file.draft.size} announced`);
      }
      file.pieces.push(bytes);
      file.received += bytes.length;
    },
    finish: (id) => {
      const file = find(id);
      const { name, size } = file.draft;
      if (file.received !== size) throw invalid('id', `${file.received} of ${size} bytes have arrived`);
      file.complete ??= Buffer.concat(file.pieces);
      file.pieces = [];
      const mediaType = file.draft.mediaType === '' ? mediaTypeOfName(name) : file.draft.mediaType;
      return { id, name, mediaType, size, sha256: createHash('sha256').update(file.complete).digest('hex') };
    },
    release: (id) => {
      waiting.delete(id);
    },
    has: (id) => isComplete(waiting.get(id)) || exchangeBodies.exchangeWith(filePart(id)) !== undefined,
    read: async ({ id, name }) => {
      const here = waiting.get(id)?.complete ?? null;
      if (here !== null) return here;
      const exchangeId = exchangeBodies.exchangeWith(filePart(id));
      const kept = exchangeId === undefined ? undefined : await bodies.get(exchangeId, filePart(id));
      if (kept === undefined) throw new ProblemError('file.gone', { params: { name } });
      return kept;
    },
  };
}

function isComplete(file: Waiting | undefined): boolean {
  return file !== undefined && file.complete !== null;
}

function invalid(field: string, detail: string): ProblemError {
  return new ProblemError('input.invalid', { field, detail });
}

function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / 100_000) / 10} MB`;
}
