import type { Result } from '../../protocol/envelope.ts';
import { dataLocationSchema } from '../../protocol/models/data/data-location.ts';
import { ProblemError, ReceivedProblem } from '../../protocol/problem.ts';

export type DataFolderPorts = {
  request(command: string, input: unknown): Promise<Result>;
  /** Opens a folder in the system's file manager; answers why it could not, or an empty text. */
  openPath(path: string): Promise<string>;
};

/** Shows the folder in charge, which core knows. Throws what `data.location` is refused with, and `file.unreadable`. */
export async function openDataFolder({ request, openPath }: DataFolderPorts): Promise<void> {
  const result = await request('data.location', {});
  if (!result.ok) throw new ReceivedProblem(result.problem);
  const { folder } = dataLocationSchema.parse(result.output);
  const failure = await openPath(folder);
  if (failure !== '') throw new ProblemError('file.unreadable', { params: { name: folder }, detail: failure });
}
