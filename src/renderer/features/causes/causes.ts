import type { Exchange } from '../../../protocol/models/exchange.ts';

/** What the record of an exchange says about a documented cause, as the key of a sentence with its values. */
export type Evidence = {
  state: 'ruled-out' | 'confirmed';
  key:
    | 'hasUserId'
    | 'noUserId'
    | 'method'
    | 'otherMethod'
    | 'noBooks'
    | 'books'
    | 'keyClean'
    | 'keySpace'
    | 'contextFits'
    | 'contextLong'
    | 'clockRight'
    | 'clockWrong'
    | 'freshNonce'
    | 'lti1';
  values: Readonly<Record<string, string | number>>;
};

export type Cause = { text: string; fits: boolean; evidence: Evidence | null };

type Recorded = Pick<Exchange, 'verdictDetail' | 'request' | 'form' | 'hops' | 'judgedHop'>;

const found = (key: Evidence['key'], values: Evidence['values'] = {}): Evidence => ({
  state: 'confirmed',
  key,
  values,
});
const ruledOut = (key: Evidence['key'], values: Evidence['values'] = {}): Evidence => ({
  state: 'ruled-out',
  key,
  values,
});

/** Seconds a launch may be early or late (VitalSource support, Timestamp Expired). */
const clockTolerance = 300;

/** The clock that signed against the clock that answered, as its `Date` header tells (RFC 9110 §6.6.1). */
function clockEvidence({ hops, judgedHop }: Recorded, signedAt: string): Evidence | null {
  const date = hops
    .find(({ index }) => index === judgedHop)
    ?.responseHeaders.find(([name]) => name.toLowerCase() === 'date')?.[1];
  const answeredAt = date === undefined ? Number.NaN : Date.parse(date) / 1000;
  const seconds = Math.round(Number(signedAt) - answeredAt);
  if (signedAt === '' || Number.isNaN(seconds)) return null;
  return Math.abs(seconds) > clockTolerance
    ? found('clockWrong', { seconds: Math.abs(seconds) })
    : ruledOut('clockRight', { seconds: Math.abs(seconds) });
}

function contextEvidence(field: (name: string) => string): Evidence | null {
  const texts = [field('context_title'), field('context_label')];
  const longest = Math.max(...texts.map((text) => [...text].length));
  if (longest > 255) return found('contextLong', { length: longest });
  const isPlain = texts.every((text) => /^[\x20-\x7e]*$/.test(text));
  return isPlain ? ruledOut('contextFits') : null;
}

function pathOf(url: string): string {
  try {
    return new URL(url).pathname;
  } catch {
    return '';
  }
}

type Rule = { about: RegExp; judge: (recorded: Recorded, field: (name: string) => string) => Evidence | null };

/** Each tells what the record says about the causes whose words it knows; the words are those of the contract. */
const rules: readonly Rule[] = [
  {
    about: /carries no user_id/,
    judge: (_, field) =>
      field('user_id') === '' ? found('noUserId') : ruledOut('hasUserId', { value: field('user_id') }),
  },
  {
    about: /another method than HMAC-SHA1/,
    judge: (_, field) => {
      const method = field('oauth_signature_method');
      if (method === '') return null;
      return method === 'HMAC-SHA1' ? ruledOut('method') : found('otherMethod', { method });
    },
  },
  {
    about: /ends with \/books\//,
    judge: ({ request }) => {
      const path = pathOf(request.url);
      return path.endsWith('/books/') ? found('books') : ruledOut('noBooks', { path });
    },
  },
  {
    about: /^white space was pasted with the launch key/,
    judge: (_, field) => {
      const key = field('oauth_consumer_key');
      if (key === '') return null;
      return key === key.trim() ? ruledOut('keyClean') : found('keySpace');
    },
  },
  {
    about: /longer than 255 characters/,
    judge: (_, field) => contextEvidence(field),
  },
  {
    about: /the clock of/,
    judge: (recorded, field) => clockEvidence(recorded, field('oauth_timestamp')),
  },
  {
    about: /signed launch was sent twice/,
    judge: ({ form }) => (form.some(({ name }) => name === 'oauth_nonce') ? null : ruledOut('freshNonce')),
  },
  {
    about: /LTI 1\.3 registration/,
    judge: (_, field) => (field('lti_version') === 'LTI-1p0' ? ruledOut('lti1') : null),
  },
];

/**
 * The documented causes of a refusal with what the record says about each: confirmed first, then those the words of the answer
 * speak for, then the possible ones, at last what is ruled out. A cause nothing is known about stays possible.
 */
export function causesOf(exchange: Recorded): Cause[] {
  const field = (name: string) => exchange.request.fields.find(([candidate]) => candidate === name)?.[1] ?? '';
  const causes = (exchange.verdictDetail?.causes ?? []).map(({ text, fits }): Cause => {
    const rule = rules.find(({ about }) => about.test(text));
    return { text, fits, evidence: rule?.judge(exchange, field) ?? null };
  });
  const rank = ({ fits, evidence }: Cause) =>
    evidence?.state === 'confirmed' ? 0 : evidence?.state === 'ruled-out' ? 3 : fits ? 1 : 2;
  return [...causes].sort((a, b) => rank(a) - rank(b));
}
