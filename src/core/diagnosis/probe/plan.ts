import type { OAuth1Cause } from '../../../protocol/models/signing.ts';
import { oauth1Bench } from '../signature/oauth1/bench.ts';
import type { Reading } from '../signature/oauth1/reading.ts';
import { type OAuth1Hypothesis, stages } from '../signature/oauth1/words.ts';
import { caseAt, fieldOf, type ProbeMessage } from './message.ts';
import { signedWords } from './words.ts';

/** One way of signing a launch that a tool with one mistake, or two that go together, accepts. */
export type Trial = {
  cause: OAuth1Cause;
  /** Completes "signed …". */
  signed: string;
  /** How the launch is read for its signature; `null` when that changes nothing. */
  apply(reading: Reading): Reading | null;
  /** Whether the signature must do without "+". */
  withoutPlus?: true;
  /** The signature method the message names in place of its own. */
  signatureMethod?: string;
};

export type Plan = { trials: Trial[]; notTried: number };

/**
 * How unlikely a tool's mistake is beside others, seen from who signed right; `null`: never tried. Mistakes that need something in the
 * message (a query, a line break, letters beyond ASCII) are likely where it is there. Another credential is not guessed at a stranger's tool.
 */
const unlikeliness: Readonly<Record<OAuth1Cause, number | null>> = {
  'url-scheme': 0,
  'newline-normalised': 0,
  'charset-latin1': 0,
  'query-dropped': 0,
  'secret-not-encoded': 0.5,
  'plus-as-literal': 0.5,
  'query-copied-to-body': 1,
  'unicode-normalised': 1,
  'url-port': 1,
  'secret-whitespace': 1,
  'url-trailing-slash': 1.5,
  'callback-added': 1.5,
  'empty-field': 2,
  'url-host': 2,
  'secret-missing-ampersand': 3,
  'sort-order': 3,
  'double-encoded': 3,
  'signature-method': 4,
  method: 4,
  'extra-field': 5,
  'key-secret-swapped': 6,
  'signature-space-for-plus': null,
  'other-credential': null,
  unknown: null,
};

/** What each further hypothesis of a cause adds to its unlikeliness, so that every cause has its turn. */
const perFurther = 1.5;
/** White space comes in many kinds, and is the likeliest reason of all. */
const perFurtherBlank = 0.4;

/** The moment a plan is made with: no launch is made at it. */
const planned = { nonce: 'planned', timestamp: '1' };

type Ranked = { trial: Trial; score: number };

/**
 * The ways of signing worth a launch, likeliest first, at most `most`, each distinct base string and key once. `null` for a launch whose
 * signature method is not HMAC. `internalHosts`: names the tool may go by inside its network, tried before all else.
 */
export function planTrials(
  message: ProbeMessage,
  { internalHosts, most }: { internalHosts: readonly string[]; most: number },
): Plan | null {
  const found = caseAt(message, planned);
  if (found === null || found.base.signatureMethod.kind !== 'hmac') return null;
  const { base, hypotheses } = found;
  const bench = oauth1Bench('');
  const known = new Set([bench.fingerprint(base)]);
  /** Whether a reading is one that may be sent and was not planned before. */
  const isNew = (reading: Reading | null): reading is Reading => {
    if (reading === null || reading.signatureMethod.kind !== 'hmac') return false;
    const fingerprint = bench.fingerprint(reading);
    return !known.has(fingerprint) && known.add(fingerprint).size > 0;
  };
  const given = internalHosts
    .flatMap((host, index) => atHost(base, host, index))
    .filter(({ trial }) => isNew(trial.apply(base)));
  const single = singles(base, hypotheses, isNew);
  const proxied = behindProxy(base).filter(({ trial }) => isNew(trial.apply(base)));
  const ranked = [...given, ...withoutPlus(message), ...single, ...proxied, ...namedMethod(message)].toSorted(
    (a, b) => a.score - b.score,
  );
  const trials = ranked.slice(0, most).map(({ trial }) => trial);
  return { trials, notTried: ranked.length - trials.length };
}

/** Each distinct base string and key once, in the name of the likeliest hypothesis. */
function singles(
  base: Reading,
  hypotheses: readonly OAuth1Hypothesis[],
  isNew: (reading: Reading | null) => reading is Reading,
): Ranked[] {
  const counted = new Map<string, number>();
  return hypotheses
    .toSorted((a, b) => a.cost - b.cost)
    .flatMap((hypothesis) => {
      const { cause, apply, words, cost } = hypothesis;
      if (unlikeliness[cause] === null || (cause === 'url-host' && isAddress(base.uri.host))) return [];
      const reading = apply(base);
      // A repaired signature is no other way of signing.
      if (!isNew(reading) || reading.signature !== base.signature) return [];
      const unlikely = unlikelinessOf(hypothesis, base, reading);
      const turn = `${cause} ${unlikely}`;
      const before = counted.get(turn) ?? 0;
      counted.set(turn, before + 1);
      const further = before * (cause === 'secret-whitespace' ? perFurtherBlank : perFurther);
      const trial: Trial = { cause, signed: signedWords(base, reading, words.detail), apply };
      return [{ trial, score: unlikely + further + cost / 10 }];
    });
}

/** Addresses go by no other name but one that is given. */
function isAddress(host: string): boolean {
  return /^[\d.]+$|^\[/.test(host);
}

/** Some mistakes show only with certain names and values: where they would show, they are likelier than those that always do. */
function unlikelinessOf({ cause, stage }: OAuth1Hypothesis, base: Reading, reading: Reading): number {
  const usual = unlikeliness[cause] ?? Number.POSITIVE_INFINITY;
  if (cause === 'double-encoded' && stage === stages.values) return 0;
  if (cause !== 'sort-order') return usual;
  const sorted = base.order(base.parts);
  const moved = reading.order(reading.parts).filter((one, index) => one.name !== sorted[index]?.name).length;
  return moved <= Math.max(2, sorted.length / 5) ? 0.5 : usual;
}

const defaultPorts: Readonly<Record<string, string>> = { http: '80', https: '443' };

function atUri(base: Reading, cause: OAuth1Cause, change: Partial<Reading['uri']>, score: number): Ranked {
  const apply = (reading: Reading): Reading => ({ ...reading, uri: { ...reading.uri, ...change } });
  return { trial: { cause, signed: signedWords(base, apply(base), ''), apply }, score };
}

function atHost(base: Reading, name: string, index: number): Ranked[] {
  const [, host = name, port = ''] = /^(.*?)(?::(\d+))?$/.exec(name) ?? [];
  return ['http', 'https'].map((scheme) =>
    atUri(
      base,
      'url-host',
      { scheme, host: host.toLowerCase(), port: port === defaultPorts[scheme] ? '' : port },
      -10 + index + (scheme === base.uri.scheme ? 0 : 0.5),
    ),
  );
}

/** Scheme and port lost together, as behind a proxy that ends TLS. */
function behindProxy(base: Reading): Ranked[] {
  const { scheme, port } = base.uri;
  const other = scheme === 'https' ? 'http' : 'https';
  const ports = port === '' ? [defaultPorts[scheme] ?? '', '8080'] : ['', '8080'];
  return ports.map((changed, index) => atUri(base, 'url-scheme', { scheme: other, port: changed }, 1.2 + index));
}

/** A signature that happens to hold no "+", where the one that was refused held one. */
function withoutPlus({ request }: ProbeMessage): Ranked[] {
  if (!(fieldOf(request, 'oauth_signature') ?? '').includes('+')) return [];
  const signed = 'right, with a signature that happens to hold no “+”';
  return [
    { trial: { cause: 'signature-space-for-plus', signed, apply: (reading) => reading, withoutPlus: true }, score: -1 },
  ];
}

/** Tools that know one method only. */
function namedMethod({ request }: ProbeMessage): Ranked[] {
  const named = fieldOf(request, 'oauth_signature_method') ?? 'HMAC-SHA1';
  const signatureMethod = named === 'HMAC-SHA1' ? 'HMAC-SHA256' : 'HMAC-SHA1';
  const score = named === 'HMAC-SHA1' ? 4.5 : -1;
  const signed = `right, by ${signatureMethod} in place of ${named}`;
  return [{ trial: { cause: 'signature-method', signed, apply: (reading) => reading, signatureMethod }, score }];
}
