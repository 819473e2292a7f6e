import type { SignatureBehaviour } from '../../../protocol/misbehaving/signature.ts';
import type { Mistake, Pair, Reading } from './reading.ts';
import { percentEncodeLatin1 } from './reading.ts';

/** How a verifier goes wrong. */
export interface VerifierFault {
  readonly mistake?: Mistake;
  /** Its clock is off by so many seconds (positive: ahead); its Date header says so. */
  readonly clockSeconds?: number;
  /** Every launch is handed to it twice. */
  readonly handedOverTwice?: true;
}

const onForm =
  (change: (form: readonly Pair[], reading: Reading) => readonly Pair[]): Mistake =>
  (reading) => ({ ...reading, form: change(reading.form, reading) });

const onValues = (change: (value: string) => string): Mistake =>
  onForm((form) => form.map(([name, value]) => [name, change(value)]));

/** Fields a tool's framework knows of, and takes for a part of the launch when they are missing. */
const expectedFields = ['lis_person_sourcedid', 'lis_course_offering_sourcedid', 'launch_presentation_css_url'];

const adding =
  (...more: readonly Pair[]): Mistake =>
  (reading) => {
    const sent = new Set([...reading.query, ...reading.form].map(([name]) => name));
    return { ...reading, form: [...reading.form, ...more.filter(([name]) => !sent.has(name))] };
  };

export const verifierFaults: Readonly<Record<SignatureBehaviour, VerifierFault>> = {
  'proxy-scheme-lost': { mistake: (reading) => ({ ...reading, scheme: 'http' }) },
  'scheme-forced': { mistake: (reading) => ({ ...reading, scheme: 'https' }) },
  'host-rewritten': { mistake: (reading) => ({ ...reading, authority: 'tool.internal:8080' }) },
  'port-dropped': { mistake: (reading) => ({ ...reading, authority: reading.authority.replace(/:\d+$/, '') }) },
  'query-dropped': { mistake: (reading) => ({ ...reading, query: [] }) },
  'query-counted-twice': { mistake: (reading) => ({ ...reading, query: [...reading.query, ...reading.query] }) },
  'query-valueless-dropped': {
    mistake: (reading) => {
      const kept = reading.search.split('&').filter((item) => item.includes('='));
      return { ...reading, query: [...new URLSearchParams(kept.join('&'))] };
    },
  },
  'query-decoded-twice': {
    mistake: (reading) => ({ ...reading, query: reading.query.map(([name, value]) => [name, decodedAgain(value)]) }),
  },
  'signature-plus-to-space': {
    mistake: onForm((form) =>
      form.map(([name, value]) => [name, name === 'oauth_signature' ? value.replaceAll('+', ' ') : value]),
    ),
  },
  'latin-1': { mistake: (reading) => ({ ...reading, encode: percentEncodeLatin1 }) },
  'crlf-to-lf': { mistake: onValues((value) => value.replaceAll('\r\n', '\n')) },
  'lf-to-crlf': { mistake: onValues((value) => value.replace(/\r?\n/g, '\r\n')) },
  'secret-not-encoded': { mistake: (reading) => ({ ...reading, encodeSecret: (secret) => secret }) },
  'secret-with-blank': { mistake: (reading) => ({ ...reading, secret: `${reading.secret} ` }) },
  'secret-with-zero-width': { mistake: (reading) => ({ ...reading, secret: `\u200b${reading.secret}` }) },
  'key-unknown': { mistake: (reading) => ({ ...reading, consumerKey: 'fake' }) },
  'oauth-fields-stripped': { mistake: onForm((form) => form.filter(([name]) => !name.startsWith('oauth_'))) },
  'framework-fields-added': { mistake: adding(['utf8', '✓'], ['controller', 'lti'], ['action', 'launch']) },
  'empty-defaults-added': { mistake: adding(...expectedFields.map((name): Pair => [name, ''])) },
  'callback-added': { mistake: adding(['oauth_callback', 'about:blank']) },
  'slash-added': { mistake: (reading) => ({ ...reading, path: `${reading.path}/` }) },
  'slash-stripped': { mistake: (reading) => ({ ...reading, path: reading.path.replace(/\/$/, '') }) },
  'clock-ahead': { clockSeconds: 600 },
  'clock-behind': { clockSeconds: -600 },
  'nonce-retried': { handedOverTwice: true },
  'sort-joined': { mistake: (reading) => ({ ...reading, order: 'joined' }) },
  'sort-before-encoding': { mistake: (reading) => ({ ...reading, order: 'name-before-encoding' }) },
};

/** One level of percent-encoding less; what is none is left as it is. */
function decodedAgain(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
