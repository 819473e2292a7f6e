import { domainToUnicode } from 'node:url';
import type { Words } from '../hypothesis.ts';
import { type Reading, type UriParts, uriText } from './reading.ts';
import { type Evidence, type OAuth1Hypothesis, stages } from './words.ts';

const defaultPorts: Record<string, string> = { https: '443', http: '80' };
const internalPorts = ['8080', '8443', '8000', '3000', '5000', '9000'];

type UriChange = Partial<UriParts>;

function changeUri(reading: Reading, change: UriChange): Reading | null {
  const uri = { ...reading.uri, ...change };
  return uriText(uri) === uriText(reading.uri) ? null : { ...reading, uri };
}

function schemeWords(received: string, signed: string): Words {
  if (received === 'http') {
    return {
      title: 'The signature was made for https, but the message was received as http',
      detail: `The signer signed ${signed}://…; the receiver rebuilt the URL as ${received}://…. That is what happens when TLS ends at a proxy or load balancer in front of the tool and the tool does not learn the original scheme.`,
      fix: 'Network: let the proxy send X-Forwarded-Proto: https (or Forwarded: proto=https). Tool vendor: trust that header from the proxy when the URL is rebuilt. The platform needs no change.',
      side: 'receiver',
      owner: 'network',
    };
  }
  return {
    title: 'The signature was made for http, but the message was sent to https',
    detail: `The signer signed ${signed}://…; the message was received at ${received}://…. The launch URL is stored with http and was upgraded on the way, or one side rebuilds the URL behind a proxy as http.`,
    fix: 'Platform admin: enter the launch URL with https://, exactly as the tool publishes it. If it is entered so already, network: let the proxy send X-Forwarded-Proto: https.',
    side: 'signer',
    owner: 'platform-admin',
  };
}

function scheme(base: Reading): OAuth1Hypothesis {
  const other = base.uri.scheme === 'https' ? 'http' : 'https';
  return {
    cause: 'url-scheme',
    cost: 1,
    stage: stages.message,
    words: schemeWords(base.uri.scheme, other),
    apply: (reading) => changeUri(reading, { scheme: other }),
  };
}

function portOf(host: string | undefined): string {
  return /:(\d{1,5})$/.exec(host ?? '')?.[1] ?? '';
}

function port(base: Reading, evidence: Evidence): OAuth1Hypothesis[] {
  const received = base.uri.port;
  const isDefault = (candidate: string) => Object.values(defaultPorts).includes(candidate);
  const fromHeaders = [
    ...evidence.header('x-forwarded-port').map((value) => value.trim()),
    ...['host', 'x-forwarded-host', 'x-original-host'].flatMap((name) => evidence.header(name).map(portOf)),
  ].filter((candidate) => /^\d{1,5}$/.test(candidate));
  const candidates = new Set(['', defaultPorts[base.uri.scheme] ?? '', '443', '80', ...fromHeaders, ...internalPorts]);
  candidates.delete(received);
  const named = (value: string) => (value === '' ? 'no port' : `port ${value}`);
  return [...candidates].map((candidate, index) => ({
    cause: 'url-port' as const,
    cost: index < 3 ? 4 : 6,
    stage: stages.message,
    words: {
      title: 'The two sides disagree about the port in the URL',
      detail: `The signature fits a URL with ${named(candidate)}; the message was received with ${named(received)}. ${
        isDefault(candidate)
          ? 'A port that is the default of its scheme must be left out of what is signed (RFC 5849 §3.4.1.2); one side writes it out.'
          : 'A proxy in front of the tool listens on another port than the tool, or the URL on the platform has another port.'
      }`,
      fix: isDefault(candidate)
        ? 'Platform admin: enter the launch URL without :443 or :80. Tool vendor: leave out default ports when rebuilding the URL.'
        : 'Platform admin: compare the port of the launch URL with the one the tool is reached at. Network: pass the original Host header (or X-Forwarded-Port) on to the tool.',
      side: candidate === '' ? ('receiver' as const) : ('signer' as const),
      owner: isDefault(candidate) ? ('platform-admin' as const) : ('network' as const),
    },
    apply: (reading: Reading) => changeUri(reading, { port: candidate }),
  }));
}

function forwardedHosts(evidence: Evidence): string[] {
  const forwarded = evidence.header('forwarded').flatMap((value) => {
    const host = /(?:^|[;,\s])host="?([^";,\s]{1,255})/i.exec(value)?.[1];
    return host === undefined ? [] : [host];
  });
  const plain = ['x-forwarded-host', 'x-original-host', 'host', 'x-forwarded-server'].flatMap((name) =>
    evidence.header(name).flatMap((value) => value.split(',').slice(0, 5)),
  );
  return [...forwarded, ...plain]
    .map((host) => host.trim().replace(/:\d+$/, '').toLowerCase())
    .filter((host) => /^[\w.[\]:-]{1,255}$/.test(host));
}

function host(base: Reading, evidence: Evidence): OAuth1Hypothesis[] {
  const received = base.uri.host;
  const asGiven = /^https?:\/\/(\[[^\]]*\]|[^/?#:]*)/i.exec(evidence.url)?.[1] ?? received;
  const candidates = new Map<string, string>();
  const offer = (name: string, why: string) => {
    if (name !== received && name !== '' && !candidates.has(name)) candidates.set(name, why);
  };
  offer(
    received.startsWith('www.') ? received.slice(4) : `www.${received}`,
    'One of the two names redirects to the other; each side signs the one it knows.',
  );
  offer(asGiven, 'The host must be signed in lower case (RFC 5849 §3.4.1.2); the signer left it as it was typed.');
  for (const name of forwardedHosts(evidence)) {
    offer(name, 'It stands in a header of the message: a proxy replaced the host on the way.');
  }
  offer(received.endsWith('.') ? received.slice(0, -1) : `${received}.`, 'One side keeps the dot at its end.');
  offer(domainToUnicode(received), 'One side signs the name in Unicode, the other as it goes on the wire (xn--…).');
  offer(received.toUpperCase(), 'The host must be signed in lower case (RFC 5849 §3.4.1.2).');
  for (const name of ['localhost', '127.0.0.1']) offer(name, 'The tool sees its internal name behind a proxy.');
  return [...candidates].map(([name, why], index) => ({
    cause: 'url-host' as const,
    cost: index < 4 ? 5 : 8,
    stage: stages.message,
    words: {
      title: 'The two sides disagree about the host name',
      detail: `The signature fits the host "${name}"; the message was received for "${received}". ${why}`,
      fix: `Platform admin: use exactly one host name in the launch URL, the one the tool publishes. Network: pass the original Host header on to the tool (X-Forwarded-Host, ProxyPreserveHost).`,
      side: name.toLowerCase() === received ? ('signer' as const) : ('transit' as const),
      owner: name.toLowerCase() === received ? ('platform-admin' as const) : ('network' as const),
    },
    apply: (reading: Reading) => changeUri(reading, { host: name }),
  }));
}

function slash(base: Reading): OAuth1Hypothesis {
  const { path } = base.uri;
  const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  const isEmpty = other === '';
  return {
    cause: 'url-trailing-slash',
    cost: 3,
    stage: stages.message,
    words: {
      title: isEmpty
        ? 'The empty path was signed without its slash'
        : `The signature was made for a URL ${other.endsWith('/') ? 'with' : 'without'} a slash at its end`,
      detail: `The path signed is "${other}", the path received is "${path}". ${
        isEmpty
          ? 'An empty path counts as "/" (RFC 5849 §3.4.1.2).'
          : 'The platform or a redirect added or removed the slash after the URL was entered.'
      }`,
      fix: `Platform admin: enter the launch URL exactly as the tool publishes it, ${
        path.endsWith('/') ? 'with' : 'without'
      } the slash at its end. Tool vendor: do not redirect one form to the other.`,
      side: 'signer',
      owner: 'platform-admin',
    },
    apply: (reading) => changeUri(reading, { path: other }),
  };
}

function decodedOnce(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** The path with one level of percent-encoding more or less: part of the cause `double-encoded`. */
function pathEncoding(base: Reading): OAuth1Hypothesis[] {
  const { path } = base.uri;
  if (!path.includes('%')) return [];
  const variants = [
    { other: decodedOnce(path), what: 'decoded' },
    { other: path.replaceAll('%', '%25'), what: 'encoded once more' },
    { other: path.replace(/%[0-9a-f]{2}/gi, (triplet) => triplet.toLowerCase()), what: 'with lower-case escapes' },
    { other: path.replace(/%[0-9a-f]{2}/gi, (triplet) => triplet.toUpperCase()), what: 'with upper-case escapes' },
  ];
  return variants.map(({ other, what }) => ({
    cause: 'double-encoded' as const,
    cost: 8,
    stage: stages.message,
    words: {
      title: 'The path of the URL was encoded differently',
      detail: `The signature fits the path ${what}. It must be signed exactly as it goes on the wire (RFC 5849 §3.4.1.2).`,
      fix: 'Whoever decodes the path before signing or verifying (often a web framework or proxy) has to use the raw path. Platform admin: avoid percent escapes in the path of the launch URL.',
      side: 'receiver' as const,
      owner: 'tool-vendor' as const,
    },
    apply: (reading: Reading) => changeUri(reading, { path: other }),
  }));
}

/** How the two sides may have seen different URLs: scheme, port, host, path. */
export function urlHypotheses(base: Reading, evidence: Evidence): OAuth1Hypothesis[] {
  return [scheme(base), slash(base), ...port(base, evidence), ...host(base, evidence), ...pathEncoding(base)];
}
