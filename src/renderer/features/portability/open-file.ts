import type { TransferPreview } from '../../../protocol/models/data/portability.ts';
import { callCommand, callHost } from '../../client/bridge.ts';

/** A file that was chosen: what it would bring, or that its passphrase is needed first. */
export type OpenedFile =
  | { name: string; encrypted: true; text: string; origin: TransferPreview['origin'] }
  | { name: string; encrypted: false; preview: TransferPreview };

const extensions = ['countersign-vault', 'countersign-connection'];

/** Asks for a file and looks what it is. `null` when the person chose none. Throws what is wrong with the file. */
export async function chooseFile(title: string): Promise<OpenedFile | null> {
  const file = await callHost('host.openTextFile', { title, extensions });
  return file === null ? null : openFile(file);
}

/** Looks what a file is that was chosen or dropped. */
export async function openFile({ name, text }: { name: string; text: string }): Promise<OpenedFile> {
  const { encrypted, origin } = await callCommand('portability.inspect', { text });
  if (encrypted) return { name, encrypted, text, origin };
  return { name, encrypted, preview: await callCommand('portability.open', { text, passphrase: null }) };
}
