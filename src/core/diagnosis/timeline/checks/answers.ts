import type { Hop } from '../../../../protocol/models/exchanges/exchange.ts';
import type { TimelineFinding } from '../../../../protocol/models/exchanges/timeline.ts';
import { failureKind } from '../failures.ts';
import { hopFinding, hopName, type NetworkCase } from './context.ts';

/** NET-01: hops that did not arrive, or arrived as an error. */
export function checkAnswers({ hops }: NetworkCase): TimelineFinding[] {
  return hops.flatMap((hop) => [...didNotArrive(hop, hops), ...isError(hop)]);
}

function didNotArrive(hop: Hop, hops: readonly Hop[]): TimelineFinding[] {
  const { failure } = hop;
  // Other checks speak of certificates, frames, pop-ups and circles.
  if (failure === null || failureKind(failure) !== 'other') return [];
  // The page went on before this one was shown, as pages that redirect by script do.
  if (failure.error.includes('ERR_ABORTED') && hops.some(({ cause }) => cause.from === hop.index)) return [];
  return [
    hopFinding(hop.index, {
      id: 'NET-01',
      severity: hop.parent === null ? 'error' : 'warning',
      title: 'A page did not arrive.',
      seen: `${hopName(hop)}: ${failure.reason} (${failure.error})`,
      expected: 'An answer that a browser can show.',
      owner: failure.error.includes('BLOCKED') ? 'tool-vendor' : 'network',
      source: 'what the browser recorded',
    }),
  ];
}

function isError(hop: Hop): TimelineFinding[] {
  const { status } = hop;
  if (status === null || status < 400) return [];
  return [
    hopFinding(hop.index, {
      id: 'NET-01',
      severity: hop.parent === null ? 'error' : 'warning',
      title: status >= 500 ? 'The server failed.' : 'The request was refused.',
      seen: `${hopName(hop)} was answered ${[status, hop.statusText].join(' ').trim()}.`,
      expected: 'A status below 400. What the answer says about the cause stands in its body.',
      owner: 'tool-vendor',
      source: 'RFC 9110 §15.5, §15.6',
    }),
  ];
}
