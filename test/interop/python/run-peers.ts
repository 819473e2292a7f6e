import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { environment, type Python } from './debian-packages.ts';

const peers = fileURLToPath(new URL('./peers.py', import.meta.url));
const answersSchema = z.array(
  z.union([z.strictObject({ result: z.unknown() }), z.strictObject({ error: z.string() })]),
);

export type PeerAnswer = z.infer<typeof answersSchema>[number];

/** Has the Python libraries do tasks, in order, in one process; the event loop stays free to answer them. */
export async function runPeers(
  python: Python,
  tasks: readonly object[],
  script: string = peers,
): Promise<PeerAnswer[]> {
  const child = spawn(python.command, [script], { env: environment(python.path) });
  child.stdin.end(JSON.stringify(tasks));
  const [output, problems] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (child.exitCode !== 0) throw new Error(`Python failed: ${problems}`);
  return answersSchema.parse(JSON.parse(output));
}
