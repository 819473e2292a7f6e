import { percentEncode } from '../../../signing/oauth1/percent-encoding.ts';
import { secretWhitespace } from '../whitespace.ts';
import type { KeyParts, Reading } from './reading.ts';
import { type Evidence, type OAuth1Hypothesis, stages } from './words.ts';

function withKey(change: (key: KeyParts) => Partial<KeyParts>): OAuth1Hypothesis['apply'] {
  return (reading) => ({ ...reading, key: { ...reading.key, ...change(reading.key) } });
}

function whitespace(base: Reading): OAuth1Hypothesis[] {
  const parts = [
    { part: 'consumer', name: 'secret' },
    ...(base.key.token === '' ? [] : [{ part: 'token', name: 'token secret' } as const]),
  ] as const;
  return parts.flatMap(({ part, name }) =>
    secretWhitespace.map(({ rewrite, what, cost }) => ({
      cause: 'secret-whitespace' as const,
      cost,
      stage: stages.key,
      words: {
        title: `There is white space or an invisible character around the ${name} on one side`,
        detail: `The signature fits the ${name} ${what}. It came in when the ${name} was copied and pasted.`,
        fix: 'Platform admin and tool vendor: enter the secret again on both sides without anything before or after it.',
        side: 'signer' as const,
        owner: 'platform-admin' as const,
      },
      apply: (reading: Reading) => {
        const rewritten = rewrite(reading.key[part]);
        return rewritten === reading.key[part] ? null : { ...reading, key: { ...reading.key, [part]: rewritten } };
      },
    })),
  );
}

const raw = (secret: string) => secret;
const twice = (secret: string) => percentEncode(percentEncode(secret));
const loosely = (secret: string) => encodeURIComponent(secret);
const asForm = (secret: string) => encodeURIComponent(secret).replaceAll('%20', '+');

function encoding(): OAuth1Hypothesis[] {
  const of = (cost: number, what: string, encode: KeyParts['encode']): OAuth1Hypothesis => ({
    cause: 'secret-not-encoded',
    cost,
    stage: stages.key,
    words: {
      title: 'The secret was not percent-encoded as it should be',
      detail: `The signature fits a key in which the secret ${what}. Both secrets have to be percent-encoded before they are joined with "&" (RFC 5849 §3.4.2).`,
      fix: 'Whoever signs: percent-encode the secret for the key (ims-lti and some others do not). Until then, platform admin and tool vendor: agree on a secret of letters and digits only.',
      side: 'signer',
      owner: 'platform-admin',
    },
    apply: withKey(() => ({ encode })),
  });
  return [
    of(2, 'stands as it is', raw),
    of(6, 'is encoded twice', twice),
    of(6, "is encoded by encodeURIComponent, which leaves ! * ' ( ) alone", loosely),
    of(7, 'is encoded as in a form, with "+" for a space', asForm),
  ];
}

function ampersand(base: Reading): OAuth1Hypothesis[] {
  const of = (cost: number, what: string, change: Partial<KeyParts>): OAuth1Hypothesis => ({
    cause: 'secret-missing-ampersand',
    cost,
    stage: stages.key,
    words: {
      title: 'The key was not made of both secrets joined by "&"',
      detail: `The signature fits a key ${what}. The key is secret, "&", token secret; the "&" stays when there is no token (RFC 5849 §3.4.2).`,
      fix: 'Whoever signs: end the key with "&" when there is no token secret. Platform admin: report it to the vendor of the platform or its plug-in.',
      side: 'signer',
      owner: 'platform-admin',
    },
    apply: withKey(() => change),
  });
  return [
    of(2, 'without the "&"', { ampersand: false }),
    ...(base.key.token === '' ? [] : [of(4, 'without the token secret', { token: '' })]),
  ];
}

function swapped({ consumerKey }: Evidence): OAuth1Hypothesis[] {
  if (consumerKey === '') return [];
  return [
    {
      cause: 'key-secret-swapped',
      cost: 3,
      stage: stages.key,
      words: {
        title: 'Consumer key and secret are swapped',
        detail: 'The signature was made with the consumer key as the secret.',
        fix: 'Platform admin: enter the consumer key and the secret in the right fields. Replace the secret if it was sent as the key.',
        side: 'signer',
        owner: 'platform-admin',
      },
      apply: withKey(() => ({ consumer: consumerKey })),
    },
  ];
}

/** Secrets of examples and of course exports, which put a placeholder where the real one cannot be exported. */
const placeholders = ['', 'secret', 'fake', '12345', 'test', 'lti_secret', 'password', 'changeme'];

function others({ others: credentials }: Evidence): OAuth1Hypothesis[] {
  const fix =
    'Platform admin: enter the key and the secret that belong together. Tool vendor: check which credential was given to this customer.';
  const given = credentials.map(({ name, secret, tokenSecret }) => ({
    cause: 'other-credential' as const,
    cost: 4,
    stage: stages.key,
    words: {
      title: 'The message was signed with another credential',
      detail: `The signature was made with the secret of the credential "${name}".`,
      fix,
      side: 'signer' as const,
      owner: 'platform-admin' as const,
    },
    apply: withKey((key) => ({ consumer: secret, token: tokenSecret ?? key.token })),
  }));
  const known = placeholders.map((secret) => ({
    cause: 'other-credential' as const,
    cost: 7,
    stage: stages.key,
    words: {
      title:
        secret === '' ? 'The message was signed with an empty secret' : 'The message was signed with a placeholder',
      detail:
        secret === ''
          ? 'The signature was made with no secret at all.'
          : 'The signature was made with a well-known placeholder instead of a secret, as an imported course brings along.',
      fix,
      side: 'signer' as const,
      owner: 'platform-admin' as const,
    },
    apply: withKey(() => ({ consumer: secret })),
  }));
  return [...given, ...known];
}

/** How the key may have been made of other secrets, or otherwise. */
export function secretHypotheses(base: Reading, evidence: Evidence): OAuth1Hypothesis[] {
  if (base.signatureMethod.kind === 'rsa') return [];
  return [...whitespace(base), ...encoding(), ...ampersand(base), ...swapped(evidence), ...others(evidence)];
}
