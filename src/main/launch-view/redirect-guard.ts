import { carriesProof, proofsIn, redirectRefusal, redirectRefused } from '../../protocol/launch-proof.ts';
import type { Hop } from '../../protocol/models/exchanges/exchange.ts';
import type { SentRequest } from '../security/session-policy.ts';
import { parseUrl } from '../url.ts';

export type RedirectGuard = {
  /** A redirect comes under the id of the request that was redirected. `false`: it would carry the proof of the launch to a host that may not have it. */
  allows(request: SentRequest): boolean;
  /** The hop, with why it was not followed where that was decided here. */
  told(hop: Hop): Hop;
};

/** Requests whose redirects are still looked at. */
const remembered = 500;

/**
 * Keeps redirects of one launch from carrying its signature or token to hosts the credential does not allow. `null`: nothing of a
 * credential is in the launch.
 */
export function createRedirectGuard(allowedHosts: readonly string[] | null): RedirectGuard {
  const chains = new Map<number, { url: string; proofs: string[] }>();
  const refused = new Map<string, string>();
  /** A redirect may also come after a page that was redirected to: all proofs of this launch count. */
  const proofs = new Set<string>();

  const begins = ({ id, url, uploadData = [] }: SentRequest): void => {
    const own = uploadData.flatMap(({ bytes }) =>
      bytes === undefined ? [] : proofsIn(Buffer.from(bytes).toString('latin1')),
    );
    for (const proof of own) proofs.add(proof);
    chains.set(id, { url, proofs: own });
    const [oldest] = chains.keys();
    if (chains.size > remembered && oldest !== undefined) chains.delete(oldest);
  };

  const refusal = (request: SentRequest, hosts: readonly string[]): string | null => {
    const before = chains.get(request.id);
    const to = parseUrl(request.url);
    if (before === undefined || to === null) return null;
    const keepsForm = request.method === 'POST' && before.proofs.length > 0;
    const losesEncryption = parseUrl(before.url)?.protocol === 'https:' && to.protocol === 'http:';
    const redirect = { host: to.host, address: to.href, losesEncryption, keepsForm, proofs: [...proofs] };
    const how = carriesProof(redirect, hosts);
    return how === null ? null : redirectRefusal(how, to.host);
  };

  return {
    allows: (request) => {
      if (allowedHosts === null) return true;
      const before = chains.get(request.id);
      if (before === undefined) {
        begins(request);
        return true;
      }
      const reason = refusal(request, allowedHosts);
      if (reason === null) {
        before.url = request.url;
        return true;
      }
      refused.set(withoutFragment(request.url), reason);
      return false;
    },
    told: (hop) => {
      const reason = refused.get(withoutFragment(hop.url));
      if (reason === undefined || hop.failure === null) return hop;
      return { ...hop, failure: { error: redirectRefused, reason } };
    },
  };
}

/** Electron and the DevTools protocol do not agree on whether fragments belong to addresses. */
function withoutFragment(url: string): string {
  return url.split('#')[0] ?? url;
}
