import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { maxTransferBytes, portabilityCommands } from '../../protocol/commands/portability.ts';
import type { Result } from '../../protocol/envelope.ts';
import type { CsvPreview } from '../../protocol/models/data/portability.ts';
import { ProblemError, ReceivedProblem } from '../../protocol/problem.ts';

type Request = (command: string, input: unknown) => Promise<Result>;

/**
 * Hands a table to core as it is, and answers what core makes of it: never a secret of it.
 * @throws ProblemError `input.unreadable`, `transfer.too-large`; what core refuses.
 */
export function openCsv(request: Request): (path: string) => Promise<CsvPreview> {
  return async (path) => {
    const name = basename(path).slice(-255);
    const base64 = (await bytesOf(path, name)).toString('base64');
    const result = await request('portability.openCsv', { name, base64 });
    if (!result.ok) throw new ReceivedProblem(result.problem);
    return portabilityCommands['portability.openCsv'].output.parse(result.output);
  };
}

async function bytesOf(path: string, name: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > maxTransferBytes) {
      throw new ProblemError('transfer.too-large', {
        params: { size: `${Math.ceil(size / 100_000) / 10} MB`, limit: '4 MB' },
      });
    }
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    throw new ProblemError('input.unreadable', { params: { name }, detail: String(cause), cause });
  }
}
