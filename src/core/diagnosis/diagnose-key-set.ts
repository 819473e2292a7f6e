import { type KeySetDiagnosis, MAX_KEY_SET_LENGTH } from '../../protocol/models/diagnosis.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { publicKeySetText, readKeySet } from '../lti/advantage/keys/key-set.ts';
import type { Transport } from '../ports.ts';
import { finding } from './checks/check.ts';
import { checkFetchedKeySet, type FetchedKeySet } from './checks/configuration/key-set-answer.ts';

const limits = { timeoutMs: 10_000, maxBodyBytes: 1_048_576, maxRedirects: 5 };

async function fetchOnce(url: string, transport: Transport): Promise<FetchedKeySet> {
  const request = { method: 'GET', url, headers: [['Accept', 'application/json'] as [string, string]], body: null };
  const { hops, bodies } = await transport.exchange(request, limits);
  const bytes = bodies.get(hops.length - 1) ?? new Uint8Array(0);
  return { hops, text: new TextDecoder().decode(bytes), bytes: bytes.length };
}

function withinLimit(text: string): string | null {
  return text.length > MAX_KEY_SET_LENGTH ? null : text;
}

/** NET-09: fetches a key set twice, as a platform does, and says what could keep one from using it. Never rejects for the network. */
export async function diagnoseKeySet(url: string, transport: Transport): Promise<KeySetDiagnosis> {
  try {
    const first = await fetchOnce(url, transport);
    const again = await fetchOnce(url, transport).catch(() => null);
    const set = readKeySet(first.text);
    const keys =
      'problem' in set
        ? []
        : set.keys.map(({ kid, kty, alg, use }) => ({
            kid: kid ?? null,
            kty: kty ?? '',
            alg: alg ?? null,
            use: use ?? null,
          }));
    return {
      status: first.hops.at(-1)?.status ?? null,
      bytes: first.bytes,
      keySet: 'problem' in set ? null : withinLimit(publicKeySetText(set.keys)),
      keys,
      checks: checkFetchedKeySet(first, again),
    };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { code, detail } = error.problem;
    const unreachable = finding({
      id: 'NET-09',
      severity: 'error',
      title: 'The key set cannot be reached.',
      seen: `${detail ?? code}.`,
      expected: 'An answer over HTTP/1.1, with a certificate that is trusted.',
      owner: 'network',
      source: 'RFC 7517 §5; failure B12',
    });
    return { status: null, bytes: 0, keySet: null, keys: [], checks: [unreachable] };
  }
}
