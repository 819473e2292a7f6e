import type { CheckFinding, EchoedAddress } from '../../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import type { VerifyOutput } from '../../../../protocol/models/signing.ts';
import { findingsOf, shown } from '../check.ts';
import { addressOf, type Echo } from './echo.ts';

const of = findingsOf({ id: 'NET-10', owner: 'network', source: 'RFC 5849 §3.4.1.2; RFC 7239; failures A1 and A2' });

type Part = 'scheme' | 'host' | 'port';
const words: Readonly<Record<Part, { title: string; header: string; todo: string }>> = {
  scheme: {
    title: 'The tool sees another scheme than the one that was asked for.',
    header: 'X-Forwarded-Proto',
    todo: 'The proxy in front of the tool sends X-Forwarded-Proto (or Forwarded: proto=…), and the tool rebuilds its URL from it.',
  },
  host: {
    title: 'The tool sees another host name than the one that was asked for.',
    header: 'X-Forwarded-Host',
    todo: 'The proxy passes the Host header on as it came (ProxyPreserveHost, proxy_set_header Host), or sends X-Forwarded-Host, and the tool rebuilds its URL from it.',
  },
  port: {
    title: 'The tool sees another port than the one that was asked for.',
    header: 'X-Forwarded-Port',
    todo: 'The proxy passes the Host header on with its port, or sends X-Forwarded-Port, and the tool rebuilds its URL from it.',
  },
};

/** NET-10: the address a tool was asked at beside the one it sees, which is the one it verifies signatures with. */
export function checkEcho(asked: EchoedAddress, { seen, forwarded }: Echo): CheckFinding[] {
  const original = forwardedAddress(forwarded);
  const differing: Part[] = [
    ...(seen.scheme === asked.scheme ? [] : (['scheme'] as const)),
    ...(seen.host === asked.host ? [] : (['host'] as const)),
    ...(samePort(asked, seen) ? [] : (['port'] as const)),
  ];
  return differing.map((part) => {
    const { title, header, todo } = words[part];
    const told = original[part];
    const isTold = told === String(asked[part]);
    const passedOn =
      told === undefined
        ? `No ${header} reaches it.`
        : isTold
          ? `${header} reaches it and is right.`
          : `${header} says ${shown(told)}.`;
    return of({
      severity: isTold ? 'warning' : 'error',
      title,
      seen: `Asked for ${asked[part]}, the tool sees ${seen[part]}. ${passedOn}`,
      expected: isTold ? 'The tool rebuilds its URL from what the proxy passes on, and trusts this proxy only.' : todo,
      owner: isTold ? 'tool-vendor' : 'network',
    });
  });
}

/** The port that belongs to the scheme is not signed: a proxy that ends TLS changes both, which is one fault and not two. */
function samePort(asked: EchoedAddress, seen: EchoedAddress): boolean {
  const usual = ({ scheme, port }: EchoedAddress) => port === (scheme === 'https' ? 443 : 80);
  return asked.port === seen.port || (usual(asked) && usual(seen));
}

function forwardedAddress(headers: Pairs): Partial<Record<Part, string>> {
  const first = (name: string) =>
    headers
      .find(([other]) => other === name)?.[1]
      .split(',', 1)[0]
      ?.trim();
  const inForwarded = (name: string) =>
    new RegExp(`(?:^|[;,\\s])${name}="?([^";,\\s]{1,255})`, 'i').exec(first('forwarded') ?? '')?.[1];
  const scheme = first('x-forwarded-proto') ?? first('x-forwarded-scheme') ?? inForwarded('proto');
  const isTls = first('x-forwarded-ssl') === 'on' || first('front-end-https') === 'on';
  const named = first('x-forwarded-host') ?? first('x-original-host') ?? inForwarded('host');
  const host = named === undefined ? null : addressOf(`${scheme === 'https' ? 'https' : 'http'}://${named}`);
  const port =
    first('x-forwarded-port') ?? (host !== null && /:\d+$/.test(named ?? '') ? String(host.port) : undefined);
  return {
    ...(scheme !== undefined ? { scheme: scheme.toLowerCase() } : isTls ? { scheme: 'https' } : {}),
    ...(host === null ? {} : { host: host.host }),
    ...(port === undefined ? {} : { port }),
  };
}

const partOfCause: Readonly<Record<string, Part>> = { 'url-scheme': 'scheme', 'url-host': 'host', 'url-port': 'port' };

/** The URL of a base string (RFC 5849 §3.4.1.1); `null` where it holds none. */
function signedAddress(baseString: string): EchoedAddress | null {
  try {
    return addressOf(decodeURIComponent(baseString.split('&')[1] ?? ''));
  } catch {
    return null;
  }
}

/**
 * NET-10 as it follows from a wrong signature: where the other side's signature fits another scheme, host or port, and the way
 * between the two has to change that, a proxy is likely.
 */
export function proxyFindings(findings: VerifyOutput['findings']): CheckFinding[] {
  return findings.flatMap(({ cause, owner, evidence }) => {
    const part = partOfCause[cause];
    if (part === undefined || owner !== 'network' || evidence === undefined) return [];
    const here = signedAddress(evidence.expectedBaseString);
    const there = signedAddress(evidence.reproducedBaseString);
    const { header, todo } = words[part];
    return [
      of({
        severity: 'error',
        title: 'A proxy changes the address the tool sees.',
        seen: `Received at ${text(here, part)}, signed for ${text(there, part)}. ${header} is what would have told it.`,
        expected: todo,
      }),
    ];
  });
}

function text(address: EchoedAddress | null, part: Part): string {
  return address === null ? `another ${part}` : `${part} ${address[part]}`;
}
