import { createHmac } from 'node:crypto';
import type { OAuth1Cause } from '../../../src/protocol/models/signing.ts';
import {
  goodRules,
  type Launch,
  numbers,
  oauthOf,
  type Pair,
  plainSignature,
  type ReceivedLaunch,
  randomLaunch,
  received,
  uriOf,
} from './launches.ts';
import { byJoinedText, type Rules, rfc3986 } from './plain-oauth1.ts';

/** A fault in the making: what the launch is as received, the rules it is signed by, and what is done to it afterwards. */
type Draft = {
  launch: Launch;
  oauth: Pair[];
  rules: Rules;
  /** Applied to the message as it is received. */
  after: ((message: ReceivedLaunch) => ReceivedLaunch)[];
};

export type Mutation = {
  cause: OAuth1Cause;
  /** What it touches: two mutations of one area would undo each other. */
  area:
    | 'scheme'
    | 'port'
    | 'host'
    | 'path'
    | 'query'
    | 'fields'
    | 'values'
    | 'order'
    | 'key'
    | 'method'
    | 'signature'
    | 'digest'
    | 'callback'
    | 'empty';
  /** Prepares the launch that is received. */
  prepare?(launch: Launch): Launch;
  break(draft: Draft): Draft;
};

const sign = (draft: Draft, change: Partial<Rules>): Draft => ({ ...draft, rules: { ...draft.rules, ...change } });

function values(draft: Draft, change: (value: string) => string): Draft {
  return sign(draft, { pairs: draft.rules.pairs.map(([name, value]): Pair => [name, change(value)]) });
}

const withField =
  (name: string, value: string) =>
  (launch: Launch): Launch => ({ ...launch, body: [...launch.body, [name, value]] });

const uri = (draft: Draft, change: Partial<Launch>): Draft => {
  const { scheme, host, port, path } = { ...splitUri(draft.rules.uri), ...change };
  return sign(draft, { uri: uriOf({ ...draft.launch, scheme, host, port, path }) });
};

function splitUri(text: string): { scheme: string; host: string; port: string; path: string } {
  const [, scheme = '', host = '', port = '', path = ''] = /^(\w+):\/\/([^:/]+):?(\d*)(.*)$/.exec(text) ?? [];
  return { scheme, host, port, path };
}

const latin1 = (text: string) =>
  [...Buffer.from(text, 'latin1')]
    .map((byte) =>
      /[\w\-.~]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');

/** One mutation for each cause at least, written without any of the code under test. */
export const mutations: readonly Mutation[] = [
  { cause: 'url-scheme', area: 'scheme', break: (draft) => uri(draft, { scheme: 'http' }) },
  { cause: 'url-port', area: 'port', break: (draft) => uri(draft, { port: '443' }) },
  { cause: 'url-port', area: 'port', break: (draft) => uri(draft, { port: '8443' }) },
  {
    cause: 'url-port',
    area: 'port',
    prepare: (launch) => ({ ...launch, port: '4443' }),
    break: (draft) => uri(draft, { port: '' }),
  },
  { cause: 'url-host', area: 'host', break: (draft) => uri(draft, { host: `www.${draft.launch.host}` }) },
  { cause: 'url-host', area: 'host', break: (draft) => uri(draft, { host: 'localhost' }) },
  {
    cause: 'url-host',
    area: 'host',
    break: (draft) => ({
      ...uri(draft, { host: 'inner.example' }),
      after: [...draft.after, (message) => ({ ...message, headers: [['X-Forwarded-Host', 'inner.example']] })],
    }),
  },
  { cause: 'url-trailing-slash', area: 'path', break: (draft) => uri(draft, { path: `${draft.launch.path}/` }) },
  {
    cause: 'url-trailing-slash',
    area: 'path',
    prepare: (launch) => ({ ...launch, path: `${launch.path}/` }),
    break: (draft) => uri(draft, { path: draft.launch.path.slice(0, -1) }),
  },
  {
    cause: 'query-dropped',
    area: 'query',
    break: (draft) =>
      sign(draft, {
        pairs: draft.rules.pairs.filter(([name]) => !draft.launch.query.some(([inQuery]) => inQuery === name)),
      }),
  },
  {
    cause: 'query-copied-to-body',
    area: 'query',
    break: (draft) => ({
      ...draft,
      after: [...draft.after, (message) => ({ ...message, fields: [...draft.launch.query, ...message.fields] })],
    }),
  },
  {
    cause: 'plus-as-literal',
    area: 'query',
    break: (draft) => ({
      ...sign(draft, {
        pairs: draft.rules.pairs.map(
          ([name, value]): Pair =>
            draft.launch.query.some(([inQuery]) => inQuery === name)
              ? [name, value.replaceAll(' ', '+')]
              : [name, value],
        ),
      }),
      after: [...draft.after, (message) => ({ ...message, url: message.url.replaceAll('%20', '+') })],
    }),
  },
  {
    cause: 'double-encoded',
    area: 'values',
    break: (draft) => sign(draft, { encode: (text) => rfc3986(rfc3986(text)) }),
  },
  { cause: 'double-encoded', area: 'values', break: (draft) => sign(draft, { encode: (text) => text }) },
  {
    cause: 'secret-whitespace',
    area: 'key',
    break: (draft) => sign(draft, { key: `${rfc3986(`${draft.launch.secret} `)}&` }),
  },
  {
    cause: 'secret-whitespace',
    area: 'key',
    break: (draft) => sign(draft, { key: `${rfc3986(`${draft.launch.secret}\n`)}&` }),
  },
  {
    cause: 'secret-whitespace',
    area: 'key',
    prepare: (launch) => ({ ...launch, secret: ` ${launch.secret}` }),
    break: (draft) => sign(draft, { key: `${rfc3986(draft.launch.secret.trim())}&` }),
  },
  { cause: 'secret-not-encoded', area: 'key', break: (draft) => sign(draft, { key: `${draft.launch.secret}&` }) },
  {
    cause: 'secret-missing-ampersand',
    area: 'key',
    break: (draft) => sign(draft, { key: rfc3986(draft.launch.secret) }),
  },
  { cause: 'key-secret-swapped', area: 'key', break: (draft) => sign(draft, { key: `${rfc3986(draft.launch.key)}&` }) },
  {
    cause: 'other-credential',
    area: 'key',
    break: (draft) => ({
      ...sign(draft, { key: 'another-secret&' }),
      after: [
        ...draft.after,
        (message) => ({ ...message, otherCredentials: [{ name: 'Old one', key: 'other', secret: 'another-secret' }] }),
      ],
    }),
  },
  {
    cause: 'newline-normalised',
    area: 'values',
    prepare: withField('custom_note', 'one\r\ntwo\r\n'),
    break: (draft) => values(draft, (value) => value.replaceAll('\r\n', '\n')),
  },
  {
    cause: 'charset-latin1',
    area: 'values',
    prepare: (launch) => ({
      ...withField('custom_city', 'Münster')(launch),
      body: [
        ...launch.body.filter(([, value]) => Buffer.from(value, 'latin1').toString('latin1') === value),
        ['custom_city', 'Münster'],
      ],
    }),
    break: (draft) => sign(draft, { encode: latin1 }),
  },
  {
    cause: 'unicode-normalised',
    area: 'values',
    prepare: withField('custom_city', 'Zürich'),
    break: (draft) => values(draft, (value) => value.normalize('NFD')),
  },
  {
    cause: 'extra-field',
    area: 'fields',
    break: (draft) => ({
      ...draft,
      after: [...draft.after, (message) => ({ ...message, fields: [...message.fields, ['utf8', '✓']] })],
    }),
  },
  {
    cause: 'extra-field',
    area: 'fields',
    break: (draft) => ({
      ...draft,
      after: [...draft.after, (message) => ({ ...message, fields: [['tracking', 'abc'], ...message.fields] })],
    }),
  },
  {
    cause: 'empty-field',
    area: 'empty',
    prepare: (launch) => ({
      ...withField('custom_empty', '')(launch),
      body: [...launch.body, ['custom_empty', ''], ['lis_person_name_full', '']],
    }),
    break: (draft) => sign(draft, { pairs: draft.rules.pairs.filter(([, value]) => value !== '') }),
  },
  {
    cause: 'empty-field',
    area: 'empty',
    break: (draft) => sign(draft, { pairs: [...draft.rules.pairs, ['oauth_token', '']] }),
  },
  {
    cause: 'callback-added',
    area: 'callback',
    break: (draft) => sign(draft, { pairs: draft.rules.pairs.filter(([name]) => name !== 'oauth_callback') }),
  },
  {
    cause: 'callback-added',
    area: 'callback',
    break: (draft) => ({
      ...draft,
      after: [
        ...draft.after,
        (message) => ({ ...message, fields: message.fields.filter(([name]) => name !== 'oauth_callback') }),
      ],
    }),
  },
  { cause: 'method', area: 'method', break: (draft) => sign(draft, { method: 'GET' }) },
  {
    cause: 'sort-order',
    area: 'order',
    prepare: (launch) => ({ ...launch, body: [...launch.body, ['a', '1'], ['a1', '2'], ['a_b', '3'], ['aA', '4']] }),
    break: (draft) => sign(draft, { compare: byJoinedText }),
  },
  { cause: 'sort-order', area: 'order', break: (draft) => sign(draft, { compare: null }) },
  { cause: 'signature-method', area: 'digest', break: (draft) => sign(draft, { hash: 'sha256' }) },
  {
    cause: 'signature-space-for-plus',
    area: 'signature',
    break: (draft) => ({
      ...draft,
      after: [
        ...draft.after,
        (message) => ({
          ...message,
          fields: message.fields.map(
            ([name, value]): Pair => (name === 'oauth_signature' ? [name, value.replaceAll('+', ' ')] : [name, value]),
          ),
        }),
      ],
    }),
  },
];

export type Faulty = { causes: OAuth1Cause[]; message: ReceivedLaunch; good: ReceivedLaunch };

/** A launch with the given faults; `null` when they change nothing (a signature without "+", for example). */
export function faultyLaunch(seed: number, chosen: readonly Mutation[], size?: number): Faulty | null {
  const random = numbers(seed);
  const prepared = chosen.reduce(
    (launch, mutation) => mutation.prepare?.(launch) ?? launch,
    randomLaunch(random, size),
  );
  const oauth = oauthOf(prepared, random);
  const start: Draft = { launch: prepared, oauth, rules: goodRules(prepared, oauth), after: [] };
  const goodSignature = plainSignature(start.rules);
  const good = received(prepared, oauth, goodSignature);
  const draft = chosen.reduce((current, mutation) => mutation.break(current), start);
  const signature = plainSignature(draft.rules);
  const message = draft.after.reduce((current, change) => change(current), received(prepared, oauth, signature));
  // A space can only take the place of a plus where there is one.
  const losesPlus = chosen.some(({ area }) => area === 'signature') && !signature.includes('+');
  return losesPlus || JSON.stringify(message) === JSON.stringify(good)
    ? null
    : { causes: chosen.map(({ cause }) => cause), message, good };
}

/** A signature no known fault explains: another secret, as long as a real one. */
export function strangeLaunch(seed: number, size?: number): ReceivedLaunch {
  const random = numbers(seed);
  const launch = randomLaunch(random, size);
  const oauth = oauthOf(launch, random);
  return received(launch, oauth, createHmac('sha1', `stranger ${seed}`).update('anything').digest('base64'));
}
