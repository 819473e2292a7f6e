import type { Server } from 'node:http';
import { z } from 'zod';
import { ProblemError } from '../../../../protocol/problem.ts';
import type { Random } from '../../../ports.ts';
import type { SettingsRepository } from '../../../storage/repositories/settings.ts';

const settingsKey = 'advantage';
const keptSchema = z.strictObject({ port: z.int().min(1).max(65_535) });

/** Below the ports systems give to outgoing connections, and without one that browsers refuse. */
const [firstPort, portCount] = [20_000, 10_000];
const draws = 20;

/** `takenPort`: the one that is kept, when another program has it today. */
export type Listening = { port: number; takenPort: number | null };

/**
 * Listens on the loopback interface, on the port that is kept: tools are registered with it. The first time one is drawn and kept.
 * When another program has it, another is used until the next start, and the kept one stays. Throws `advantage.cannot-listen`.
 */
export async function listenOnKeptPort(
  server: Server,
  { settings, random }: { settings: SettingsRepository; random: Random },
): Promise<Listening> {
  const kept = settings.read(settingsKey, keptSchema)?.port;
  if (kept !== undefined && (await listen(server, kept))) return { port: kept, takenPort: null };
  const port = await listenAnywhere(server, random);
  if (kept === undefined) settings.write(settingsKey, { port });
  return { port, takenPort: kept ?? null };
}

async function listenAnywhere(server: Server, random: Random): Promise<number> {
  for (let draw = 0; draw < draws; draw += 1) {
    const [high = 0, low = 0] = random.bytes(2);
    const port = firstPort + ((high * 256 + low + draw) % portCount);
    if (await listen(server, port)) return port;
  }
  throw new ProblemError('advantage.cannot-listen', { detail: `${draws} ports from ${firstPort} on are taken.` });
}

/** `false`: another program has the port. */
function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => {
      server.off('listening', succeeded);
      if ('code' in error && error.code === 'EADDRINUSE') resolve(false);
      else reject(new ProblemError('advantage.cannot-listen', { detail: error.message }));
    };
    const succeeded = (): void => {
      server.off('error', failed);
      resolve(true);
    };
    server.once('error', failed);
    server.once('listening', succeeded);
    server.listen(port, '127.0.0.1');
  });
}
