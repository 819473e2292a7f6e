import { z } from 'zod';
import { callLocal } from './local-call.ts';

const keySchema = z.looseObject({ kty: z.string(), kid: z.string().optional() });
const keySetSchema = z.object({ keys: z.array(keySchema) });
export type PlatformKey = z.infer<typeof keySchema>;

export function isPlatformKey(value: unknown): value is PlatformKey {
  return keySchema.safeParse(value).success;
}

/** Key sets of platforms by their address. */
export interface KeySets {
  /**
   * The keys at this address. What is kept serves until a key is asked for that it lacks, so that a rotated key is found. Throws
   * UnreachableError.
   */
  keys(url: string, kid: string | null): Promise<readonly PlatformKey[]>;
  clear(): void;
}

export function createKeySets(): KeySets {
  const kept = new Map<string, readonly PlatformKey[]>();
  return {
    async keys(url, kid) {
      const known = kept.get(url);
      if (known?.some((key) => key.kid === kid) === true) return known;
      const { keys } = keySetSchema.parse(await keySetAt(url));
      kept.set(url, keys);
      return keys;
    },
    clear: () => kept.clear(),
  };
}

/** The platform could not be asked, or answered what nobody can use. The message is for people. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

async function keySetAt(url: string): Promise<unknown> {
  const called = await callLocal({ method: 'GET', url, headers: { accept: 'application/json' } });
  if (!called.ok) throw new UnreachableError(`The platform’s key set at ${url} could not be read: ${called.problem}.`);
  if (called.status !== 200) {
    throw new UnreachableError(`The platform’s key set at ${url} could not be read: it answered ${called.status}.`);
  }
  const parsed = keySetSchema.safeParse(called.json);
  if (!parsed.success) throw new UnreachableError(`The platform’s key set at ${url} is none: it has no list of keys.`);
  return parsed.data;
}
