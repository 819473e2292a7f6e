import type { Hop } from '../../../../protocol/models/exchanges/exchange.ts';
import type { TimelineFinding } from '../../../../protocol/models/exchanges/timeline.ts';
import { hostNameOf, isLoopbackHost, shortUrl } from '../address.ts';
import { failureKind, isUnknownAuthority } from '../failures.ts';
import { hopFinding, hopName, type NetworkCase } from './context.ts';

const dayMs = 86_400_000;

/** NET-02: certificates, TLS versions and content that a secure page may not load. */
export function checkEncryption(seen: NetworkCase): TimelineFinding[] {
  return [
    ...seen.hops.flatMap((hop) => [
      ...refusedCertificate(hop),
      ...oldProtocol(hop),
      ...endingCertificate(hop),
      ...insecure(hop, seen),
    ]),
    ...mixedResources(seen),
  ];
}

function refusedCertificate(hop: Hop): TimelineFinding[] {
  const { failure } = hop;
  if (failure === null || failureKind(failure) !== 'encryption') return [];
  const unknownAuthority = isUnknownAuthority(failure);
  return [
    hopFinding(hop.index, {
      id: 'NET-02',
      severity: 'error',
      title: 'The browser does not trust the connection.',
      seen: `${hopName(hop)}: ${failure.reason} (${failure.error})`,
      expected: unknownAuthority
        ? 'A certificate of a public authority, sent with its intermediate certificates. A proxy that inspects traffic shows the same fault.'
        : 'A valid certificate for this host name, and TLS 1.2 or later.',
      owner: unknownAuthority ? 'network' : 'tool-vendor',
      source: 'RFC 5280 §6; RFC 9325 §3',
    }),
  ];
}

function oldProtocol(hop: Hop): TimelineFinding[] {
  const protocol = hop.tls?.protocol ?? '';
  if (!/^(SSL|TLS ?v?1(\.[01])?$)/i.test(protocol)) return [];
  return [
    hopFinding(hop.index, {
      id: 'NET-02',
      severity: 'warning',
      title: 'The host speaks an outdated version of TLS.',
      seen: `${hopName(hop)}: ${protocol}.`,
      expected: 'TLS 1.2 or 1.3.',
      owner: 'tool-vendor',
      source: 'RFC 8996',
    }),
  ];
}

function endingCertificate(hop: Hop): TimelineFinding[] {
  const end = Date.parse(hop.tls?.validTo ?? '');
  const days = (end - hop.startedAt) / dayMs;
  if (Number.isNaN(days) || days > 21) return [];
  const ended = days < 0;
  return [
    hopFinding(hop.index, {
      id: 'NET-02',
      severity: ended || days <= 7 ? 'warning' : 'info',
      title: ended ? 'The certificate has ended.' : 'The certificate ends soon.',
      seen: `${hopName(hop)}: valid to ${hop.tls?.validTo}.`,
      expected: 'A certificate that is renewed in time.',
      owner: 'tool-vendor',
      source: 'RFC 5280 §4.1.2.5',
    }),
  ];
}

/** LMSs are served over https: a page over http in their frame is not loaded at all. This machine's own addresses are exempt. */
function insecure(hop: Hop, { framingOrigin }: NetworkCase): TimelineFinding[] {
  if (!hop.url.startsWith('http:') || isLoopbackHost(hostNameOf(hop.url)) || hop.frame === 'client') return [];
  const inFrame = hop.frame === 'iframe';
  const secureParent = framingOrigin?.startsWith('https:') === true;
  return [
    hopFinding(hop.index, {
      id: 'NET-02',
      severity: inFrame ? (secureParent ? 'error' : 'warning') : 'info',
      title: inFrame ? 'A page over http in a frame: mixed content.' : 'The page is not encrypted.',
      seen: `${hopName(hop)} is asked for over http.`,
      expected:
        'https. In the frame of an LMS over https browsers do not load it, and its cookies cannot be SameSite=None.',
      owner: 'tool-vendor',
      source: 'Mixed Content §4.4',
    }),
  ];
}

function mixedResources({ exchange }: NetworkCase): TimelineFinding[] {
  return exchange.observations.flatMap((seen) => {
    if (seen.kind !== 'mixed-content') return [];
    return [
      hopFinding(seen.hop, {
        id: 'NET-02',
        severity: seen.blockable ? 'error' : 'info',
        title: 'A secure page asks for something over http.',
        seen: `${seen.resourceType || 'Resource'} ${shortUrl(seen.url)}.`,
        expected: seen.blockable ? 'https: browsers block it.' : 'https: browsers load it over https instead, or warn.',
        owner: 'tool-vendor',
        source: 'Mixed Content §4.4',
      }),
    ];
  });
}
