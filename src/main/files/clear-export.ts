import type { z } from 'zod';
import { portabilityCommands } from '../../protocol/commands/portability.ts';
import type { Result } from '../../protocol/envelope.ts';
import { ProblemError, ReceivedProblem } from '../../protocol/problem.ts';
import type { Gestures } from '../security/gesture.ts';
import { saveFile } from './save-file.ts';

type Asked = z.input<(typeof portabilityCommands)['portability.exportClear']['input']>;
export type SaveClearExport = (
  asked: Asked,
  choosePath: () => Promise<string | null>,
) => Promise<{ path: string; guarded: number } | null>;

type Ports = { request(command: string, input: unknown): Promise<Result>; gestures: Gestures };

/**
 * Takes secrets from core to a file only the person may read, past the window. Core is asked once there is a place for them.
 * @throws ProblemError `vault.needs-gesture`; what core refuses; `file.*`.
 */
export function saveClearExport({ request, gestures }: Ports): SaveClearExport {
  return async (asked, choosePath) => {
    if (!gestures.isRecent()) throw new ProblemError('vault.needs-gesture');
    const path = await choosePath();
    if (path === null) return null;
    const result = await request('portability.exportClear', asked);
    if (!result.ok) throw new ReceivedProblem(result.problem);
    const { csv, guarded } = portabilityCommands['portability.exportClear'].output.parse(result.output);
    await saveFile(path, csv, 0o600);
    return { path, guarded };
  };
}
