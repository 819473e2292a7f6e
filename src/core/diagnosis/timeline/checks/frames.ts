import type { Hop } from '../../../../protocol/models/exchanges/exchange.ts';
import type { Framing, TimelineFinding } from '../../../../protocol/models/exchanges/timeline.ts';
import { failureKind } from '../failures.ts';
import { frameHeaders } from '../framing.ts';
import { hopFinding, hopName, type NetworkCase } from './context.ts';

const source = 'CSP Level 3 §6.4.2; HTML §7.4.6';

/** NET-04: X-Frame-Options and frame-ancestors, which matter in frames alone. */
export function checkFrames(seen: NetworkCase): TimelineFinding[] {
  return seen.hops.flatMap((hop) => {
    const framing = seen.framings.get(hop.index);
    return framing === undefined ? [] : [...refused(hop, framing), ...odd(hop)];
  });
}

function refused(hop: Hop, framing: Framing): TimelineFinding[] {
  const byBrowser = hop.frame === 'iframe' && hop.failure !== null && failureKind(hop.failure) === 'frame-refused';
  if (framing.wouldShow !== false && !byBrowser) return [];
  const inFrame = hop.frame === 'iframe';
  const isError = hop.status !== null && hop.status >= 400;
  const detail = byBrowser && framing.verdict !== 'refused' ? (hop.failure?.reason ?? '') : framing.detail;
  return [
    hopFinding(hop.index, {
      id: 'NET-04',
      severity: inFrame ? 'error' : 'info',
      title: inFrame ? 'The page refuses to be framed.' : 'The page would refuse to be framed.',
      seen: `${hopName(hop)}: ${detail}${isError ? ' It is an error page: look at what the error is first.' : ''}`,
      expected:
        'Content-Security-Policy: frame-ancestors with the origin of the LMS, and no X-Frame-Options; or open the tool in a window of its own.',
      owner: 'tool-vendor',
      source,
    }),
  ];
}

/** Values that do nothing, and headers that say different things. */
function odd(hop: Hop): TimelineFinding[] {
  const { ancestors, options } = frameHeaders(hop.responseHeaders);
  if (hop.location !== null) return [];
  const unknown = options.filter((value) => value !== 'deny' && value !== 'sameorigin');
  const inFrame = hop.frame === 'iframe';
  const findings: TimelineFinding[] = [];
  if (unknown.length > 0) {
    findings.push(
      hopFinding(hop.index, {
        id: 'NET-04',
        severity: inFrame ? 'warning' : 'info',
        title: 'X-Frame-Options has a value that browsers ignore.',
        seen: `${hopName(hop)}: X-Frame-Options: ${unknown.join(', ').slice(0, 200)}.`,
        expected:
          'Content-Security-Policy: frame-ancestors instead. ALLOW-FROM and ALLOWALL were never, or are no longer, understood.',
        owner: 'tool-vendor',
        source,
      }),
    );
  }
  if (ancestors.length > 0 && options.some((value) => value === 'deny' || value === 'sameorigin')) {
    findings.push(
      hopFinding(hop.index, {
        id: 'NET-04',
        severity: 'info',
        title: 'Both X-Frame-Options and frame-ancestors are sent.',
        seen: `${hopName(hop)}: X-Frame-Options: ${options.join(', ')}, and frame-ancestors ${ancestors.map((each) => each.join(' ')).join(', ')}.`,
        expected: 'frame-ancestors alone: it wins in browsers, while other readers may heed the other one.',
        owner: 'tool-vendor',
        source,
      }),
    );
  }
  return findings;
}
