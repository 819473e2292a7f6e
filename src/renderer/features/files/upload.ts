import { fileChunkBytes } from '../../../protocol/commands/files.ts';
import type { FormFile } from '../../../protocol/models/exchanges/form-file.ts';
import { callCommand } from '../../client/bridge.ts';

/**
 * Hands a chosen file to core, piece by piece, and answers how a form names it. The window keeps no copy. Throws `ProblemError`
 * `file.too-large`; a `DOMException` when the file can no longer be read.
 */
export async function uploadFile(file: File): Promise<FormFile> {
  const { name, type, size } = file;
  const { id } = await callCommand('files.begin', { file: { name, mediaType: type, size } });
  try {
    for (let offset = 0; offset < size; offset += fileChunkBytes) {
      await callCommand('files.append', { id, data: await base64Of(file.slice(offset, offset + fileChunkBytes)) });
    }
    return await callCommand('files.finish', { id });
  } catch (error) {
    releaseFile({ id });
    throw error;
  }
}

/** Lets core forget a file no form needs any more. */
export function releaseFile({ id }: Pick<FormFile, 'id'>): void {
  callCommand('files.release', { id }).catch(() => undefined);
}

function base64Of(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.readAsDataURL(piece);
  });
}
