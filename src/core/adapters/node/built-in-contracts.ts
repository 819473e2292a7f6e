import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredContract } from '../../contracts/library.ts';

/**
 * The contracts that come with the program: `<folder>/<id>/openapi.yaml` with `flows.arazzo.yaml` beside it where there are flows, read once. A folder that cannot be read rejects with the
 * error of the file system: the program is then not whole.
 */
export function builtInContracts(folder: string): () => Promise<readonly StoredContract[]> {
  let contracts: Promise<readonly StoredContract[]> | undefined;
  return () => {
    contracts ??= readAll(folder);
    return contracts;
  };
}

async function readAll(folder: string): Promise<StoredContract[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const ids = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    ids.sort().map(async (id) => {
      const text = await readFile(join(folder, id, 'openapi.yaml'), 'utf8');
      const flows = join(folder, id, 'flows.arazzo.yaml');
      return existsSync(flows) ? { id, text, flows: await readFile(flows, 'utf8') } : { id, text };
    }),
  );
}
