import type { Hop } from '../../../protocol/models/exchanges/exchange.ts';
import type { Verdict } from '../../../protocol/models/exchanges/verdict.ts';
import type { LoadedContract } from '../../contracts/load.ts';
import { judge } from '../../contracts/verdict/judge.ts';
import { sentRequest } from '../../contracts/verdict/response.ts';
import { contentTypeOf, decodeText } from '../../http/index.ts';
import type { CheckedForm, PreparedRequest } from '../preparing/prepare.ts';

/**
 * The verdict of the contract on the answer of a hop. `sent` is evidence for and against documented causes; `bytes` the whole body
 * where it is there, else what the hop carries of it counts.
 */
export function judgeHop(
  { loaded, checked }: { loaded: LoadedContract; checked: CheckedForm },
  sent: PreparedRequest | null,
  hop: Hop,
  bytes: Uint8Array | undefined,
): Verdict {
  const contentType = contentTypeOf(hop.responseHeaders);
  const response = {
    status: hop.status ?? 0,
    headers: hop.responseHeaders,
    bodyText: bytes === undefined ? (hop.body?.text ?? '') : decodeText(bytes, contentType).text,
  };
  const signedAnew = !checked.values.some(({ name }) => name === 'oauth_nonce');
  const evidence = sent === null ? null : sentRequest({ ...sent.request, signedAnew });
  return judge(loaded, checked.operation.id, response, evidence);
}
