import { byNameThenValue, plainSignature, type Rules, rfc3986 } from './plain-oauth1.ts';

export type Pair = [string, string];

/** A small source of numbers that always runs the same for a seed (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(random: () => number, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** What both sides would sign if nobody made a mistake. */
export type Launch = {
  method: string;
  scheme: string;
  host: string;
  port: string;
  path: string;
  query: Pair[];
  body: Pair[];
  key: string;
  secret: string;
};

const texts = [
  'Introduction to Law',
  'Größe & Maß',
  'a+b=c?',
  '100% sicher',
  'first\r\nsecond',
  "it's (fine)!*",
  '概論',
  'café au lait',
  'https://a.example/x?y=1%2B2',
  'plain',
  'x,y;z',
  '',
];

/** A launch as platforms make it, with values that tend to go wrong. `size` custom fields beyond the usual ones. */
export function randomLaunch(random: () => number, size = 6): Launch {
  const word = () => Math.floor(random() * 1e9).toString(36);
  const custom = Array.from(
    { length: size },
    (_, index): Pair => [`custom_${pick(random, ['a', 'field', 'x_'])}${index}`, `${pick(random, texts)} ${word()}`],
  );
  return {
    method: 'POST',
    scheme: 'https',
    host: `tool-${word()}.example`,
    port: '',
    path: `/lti/${pick(random, ['launch', 'books', 'v1/start'])}`,
    query: [
      ['course', `c ${word()}`],
      ['unit', word()],
    ],
    body: [
      ['lti_message_type', 'basic-lti-launch-request'],
      ['lti_version', 'LTI-1p0'],
      ['resource_link_id', word()],
      ['user_id', word()],
      ['roles', pick(random, ['Learner', 'Instructor', 'urn:lti:role:ims/lis/Learner'])],
      ['context_title', `${pick(random, texts)}${word()}`],
      ...custom,
    ],
    key: `key-${word()}`,
    secret: `s3cr&t=${word()}${word()}/+`,
  };
}

export function uriOf({ scheme, host, port, path }: Launch): string {
  return `${scheme}://${host}${port === '' ? '' : `:${port}`}${path}`;
}

/** The rules of RFC 5849 for a launch with these OAuth parameters. */
export function goodRules(launch: Launch, oauth: readonly Pair[]): Rules {
  return {
    method: launch.method,
    uri: uriOf(launch),
    pairs: [...launch.query, ...launch.body, ...oauth],
    key: `${rfc3986(launch.secret)}&`,
    hash: 'sha1',
    encode: rfc3986,
    compare: byNameThenValue,
  };
}

export function oauthOf(launch: Launch, random: () => number): Pair[] {
  return [
    ['oauth_consumer_key', launch.key],
    ['oauth_nonce', Math.floor(random() * 1e15).toString(36)],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', '1527500365'],
    ['oauth_version', '1.0'],
    ['oauth_callback', 'about:blank'],
  ];
}

export type ReceivedLaunch = {
  scheme: 'oauth1';
  method: string;
  url: string;
  headers?: Pair[];
  fields: Pair[];
  credential: { key: string; secret: string };
  otherCredentials?: { name: string; key: string; secret: string }[];
};

export function received(launch: Launch, oauth: readonly Pair[], signature: string): ReceivedLaunch {
  const query = launch.query.map(([name, value]) => `${rfc3986(name)}=${rfc3986(value)}`).join('&');
  return {
    scheme: 'oauth1',
    method: launch.method,
    url: `${uriOf(launch)}${query === '' ? '' : `?${query}`}`,
    fields: [...launch.body, ...oauth, ['oauth_signature', signature]],
    credential: { key: launch.key, secret: launch.secret },
  };
}

export { plainSignature };
