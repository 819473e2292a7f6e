import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { fileChunkBytes } from '../protocol/commands/files.ts';
import { type FormFile, formFileSchema } from '../protocol/models/exchanges/form-file.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { CommandLineCore } from './command-line.ts';

/**
 * Hands a file to core, piece by piece, for a form to send.
 *
 * @throws ProblemError `input.unreadable` with the reason of the file system, `file.too-large`.
 */
export async function sendFile(core: CommandLineCore, path: string): Promise<FormFile> {
  const file = openFile(path);
  try {
    const { size } = fstatSync(file);
    const begun = await core.call('files.begin', { file: { name: basename(path), mediaType: '', size } });
    const { id } = z.object({ id: z.string() }).parse(begun);
    const piece = Buffer.alloc(Math.min(fileChunkBytes, size));
    for (let length = readPiece(file, piece, path); length > 0; length = readPiece(file, piece, path)) {
      await core.call('files.append', { id, data: piece.toString('base64', 0, length) });
    }
    return formFileSchema.parse(await core.call('files.finish', { id }));
  } finally {
    closeSync(file);
  }
}

function openFile(path: string): number {
  return reading(path, () => openSync(path, 'r'));
}

function readPiece(file: number, piece: Buffer, path: string): number {
  return reading(path, () => readSync(file, piece, 0, piece.length, null));
}

function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const detail = error instanceof Error && 'code' in error ? String(error.code) : 'cannot be read';
    throw new ProblemError('input.unreadable', { params: { name: path }, detail });
  }
}
