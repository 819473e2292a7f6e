import type { JWK } from 'jose';
import { ProblemError } from '../../../../protocol/problem.ts';
import type { Clock, Transport } from '../../../ports.ts';
import type { KeySource } from '../id-token/expectations.ts';
import { type KeyMatch, matchKey, readKeySet } from '../keys/key-set.ts';
import type { ToolRegistration } from './registration.ts';

/** Finds the key a tool signed with. */
export type ToolKeys = {
  /** The keys as they are known, fetched again when none of those kept has the kid or verifies the token. */
  match(registration: ToolRegistration, token: string, kid: string | null): Promise<ToolKeyMatch>;
};

export type ToolKeyMatch =
  | {
      keys: readonly JWK[];
      match: KeyMatch /** Whether the keys were fetched for this very token. */;
      fetched: boolean;
    }
  | { problem: string; known: boolean };

const keptMilliseconds = 300_000;
const keptSets = 100;
const limits = { timeoutMs: 5000, maxBodyBytes: 262_144, maxRedirects: 3 };

/** Tool keys from the registration or its key set URL, which is asked anew after five minutes and when a key is not found. */
export function createToolKeys({ transport, clock }: { transport: Transport; clock: Clock }): ToolKeys {
  const kept = new Map<string, { keys: readonly JWK[]; at: number }>();

  const fetchKeys = async (url: string): Promise<KeySource> => {
    const source = await fetchKeySet(url, transport);
    kept.delete(url);
    if ('keys' in source) kept.set(url, { keys: source.keys, at: clock.now() });
    const [oldest] = kept.keys();
    if (kept.size > keptSets && oldest !== undefined) kept.delete(oldest);
    return source;
  };

  const matchIn = async (keys: readonly JWK[], token: string, kid: string | null, fetched: boolean) => ({
    keys,
    match: await matchKey(token, keys, kid, 'RS256'),
    fetched,
  });

  return {
    async match({ keySetUrl, keySet }, token, kid) {
      if (keySet.trim() !== '') {
        const set = readKeySet(keySet);
        if ('problem' in set)
          return { problem: `The key set of the registration cannot be read. ${set.problem}`, known: true };
        return matchIn(set.keys, token, kid, false);
      }
      if (keySetUrl === '') return { problem: 'The registration has neither a key set URL nor keys.', known: false };
      const old = kept.get(keySetUrl);
      if (old !== undefined && clock.now() - old.at < keptMilliseconds) {
        const found = await matchIn(old.keys, token, kid, false);
        if (found.match.verifies !== null) return found;
      }
      const source = await fetchKeys(keySetUrl);
      return 'keys' in source ? matchIn(source.keys, token, kid, true) : source;
    },
  };
}

async function fetchKeySet(url: string, transport: Transport): Promise<KeySource> {
  try {
    const { hops, bodies } = await transport.exchange(
      { method: 'GET', url, headers: [['Accept', 'application/json']], body: null },
      limits,
    );
    const status = hops.at(-1)?.status ?? null;
    if (status !== 200) return { problem: `${url} answered with status ${status ?? 'none'}.`, known: true };
    const set = readKeySet(new TextDecoder().decode(bodies.get(hops.length - 1) ?? new Uint8Array(0)));
    return 'problem' in set ? { problem: `${url} gives no key set. ${set.problem}`, known: true } : { keys: set.keys };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { code, detail } = error.problem;
    return { problem: `${url} could not be read: ${detail ?? code}.`, known: true };
  }
}
