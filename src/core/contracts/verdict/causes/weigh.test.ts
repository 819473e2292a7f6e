import { describe, expect, it } from 'vitest';
import { causeRules, causeState } from '../../../../protocol/models/exchanges/verdict.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { builtInContract } from '../../test-support.ts';
import { judge } from '../judge.ts';
import { sentRequest } from '../response.ts';

const vitalSource = builtInContract('vitalsource-launch');
const book = 'https://books.example/books/book';

type Refused = {
  fields?: Pairs;
  headers?: Pairs;
  url?: string;
  date?: string;
  status?: number;
  body?: string;
  signedAnew?: boolean;
};

function refused({
  fields = [],
  headers = [],
  url = book,
  date = '',
  status = 401,
  body = '',
  signedAnew = true,
}: Refused) {
  const answer = { status, headers: date === '' ? [] : [['Date', date] satisfies [string, string]], bodyText: body };
  const verdict = judge(vitalSource, 'launchBook', answer, sentRequest({ url, headers, fields, signedAnew }));
  const causes = verdict.causes ?? [];
  return { causes, about: (word: string) => causes.find(({ text }) => text.includes(word))?.evidence ?? null };
}

const clean: Pairs = [
  ['user_id', 'reader'],
  ['oauth_signature_method', 'HMAC-SHA1'],
  ['oauth_consumer_key', 'college'],
  ['oauth_timestamp', '1795291200'],
  ['context_title', 'Biology'],
];
const at = (seconds: number) => new Date((1_795_291_200 + seconds) * 1000).toUTCString();

describe('the documented causes of a refusal', () => {
  it('are ruled out by what the record speaks against; wrong key and secret stay possible', () => {
    const { causes } = refused({ fields: clean, date: at(2) });
    const open = causes.filter(({ evidence }) => evidence === null).map(({ text }) => text);
    expect(open).toEqual([
      'the launch key is wrong, or white space was pasted with it',
      'the launch secret is wrong, or white space was pasted with it',
      'the session was lost, for example to blocked cookies (inferred)',
    ]);
    expect(causes.slice(0, 3).map(({ text }) => text)).toEqual(open);
    expect(causes.slice(3).every((cause) => causeState(cause) === 'ruled-out')).toBe(true);
  });

  it('are confirmed by what is wrong, and come first', () => {
    const { about, causes } = refused({
      fields: [
        ['oauth_signature_method', 'HMAC-SHA256'],
        ['oauth_consumer_key', 'college '],
        ['oauth_timestamp', '1795291200'],
        ['context_label', 'x'.repeat(256)],
      ],
      url: 'https://books.example/books/',
      date: at(900),
    });
    expect(about('user_id')).toEqual({ state: 'confirmed', key: 'noUserId', values: {} });
    expect(about('HMAC')).toMatchObject({ state: 'confirmed', values: { method: 'HMAC-SHA256' } });
    expect(about('white space was pasted with the launch key')).toMatchObject({ key: 'keySpace' });
    expect(about('/books/')).toMatchObject({ key: 'books' });
    expect(about('clock')).toMatchObject({ key: 'clockWrong', values: { seconds: 900 } });
    expect(about('context_title')).toMatchObject({ key: 'contextLong', values: { length: 256 } });
    expect(causes.slice(0, 6).every((cause) => causeState(cause) === 'confirmed')).toBe(true);
    expect(causes.at(-1)?.evidence?.key).toBe('freshNonce');
  });

  it('stay possible without evidence: no date in the answer, letters that may be encoded badly, a nonce of unknown age', () => {
    const { about } = refused({ fields: [...clean.slice(0, 4), ['context_title', 'Café']], signedAnew: false });
    expect(about('clock')).toBeNull();
    expect(about('context_title')).toBeNull();
    expect(about('sent twice')).toBeNull();
  });

  it('come before the merely possible when the words of the answer speak for them', () => {
    const fields: Pairs = [...clean.slice(0, 4), ['context_title', 'Café']];
    const { causes } = refused({ fields, date: at(0), body: 'Invalid oauth consumer key' });
    expect(causes[0]).toEqual({
      text: 'the launch key is wrong, or white space was pasted with it',
      fits: true,
      evidence: null,
    });
  });

  it('are weighed by the Authorization header too', () => {
    const headers: Pairs = [
      ['Authorization', 'OAuth oauth_consumer_key="college%20", oauth_signature_method="HMAC-SHA1"'],
    ];
    const { about } = refused({ headers });
    expect(about('white space was pasted with the launch key')).toMatchObject({ key: 'keySpace' });
    expect(about('HMAC')).toMatchObject({ state: 'ruled-out', key: 'method' });
  });

  it('tell that an LTI 1.1 launch has no scopes', () => {
    const { causes } = refused({ fields: [['lti_version', 'LTI-1p0']], status: 400 });
    expect(causes.map(({ evidence }) => evidence?.key)).toEqual(['lti1']);
  });

  it('are each asked of by a built-in contract', () => {
    const used = [...vitalSource.operations.values()].flatMap(({ responses }) =>
      responses.flatMap(({ messages }) => messages.flatMap(({ causes }) => causes ?? [])),
    );
    expect(new Set(used.flatMap(({ evidence }) => evidence ?? []))).toEqual(new Set(causeRules));
  });
});
