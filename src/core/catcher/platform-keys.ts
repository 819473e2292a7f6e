import type { CatcherRegistration } from '../../protocol/models/lti/catcher.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { KeySource } from '../lti/advantage/id-token/id-token.ts';
import { readKeySet } from '../lti/advantage/keys/key-set.ts';
import type { Transport } from '../ports.ts';

function source(text: string, where: string): KeySource {
  const set = readKeySet(text);
  return 'problem' in set ? { problem: `${where} ${set.problem}`, known: true } : { keys: set.keys };
}

/** The key set of a platform as it is now: fetched anew for every launch, so that a rotated key is seen. */
export async function platformKeys(registration: CatcherRegistration | null, transport: Transport): Promise<KeySource> {
  if (registration === null) return { problem: 'No registration says where the key set is.', known: false };
  const { keys } = registration;
  if (keys.kind === 'pasted') return source(keys.text, 'The key set that was pasted cannot be read.');
  try {
    const { hops, bodies } = await transport.exchange(
      { method: 'GET', url: keys.url, headers: [['Accept', 'application/json']], body: null },
      { timeoutMs: 10_000, maxBodyBytes: 262_144, maxRedirects: 3 },
    );
    const status = hops.at(-1)?.status ?? null;
    if (status !== 200) return { problem: `${keys.url} answered with status ${status ?? 'none'}.`, known: true };
    const body = bodies.get(hops.length - 1) ?? new Uint8Array(0);
    return source(new TextDecoder().decode(body), `${keys.url} gives no key set.`);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { code, detail } = error.problem;
    return { problem: `${keys.url} could not be read: ${detail ?? code}.`, known: true };
  }
}
