import { describe, expect, it } from 'vitest';
import type { Hop } from '../../../protocol/models/exchange.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { causesOf } from './causes.ts';

const texts = [
  'the same signed launch was sent twice: sign every launch anew',
  'the launch key is wrong, or white space was pasted with it',
  'the clock of the launching system is off by more than 5 minutes',
  'the launch was signed with another method than HMAC-SHA1',
  'white space was pasted with the launch key',
  'context_title or context_label is longer than 255 characters or badly encoded',
  'the launch URL ends with /books/',
  'the launch carries no user_id',
];

function hop(date: string): Hop {
  return {
    index: 0,
    frame: 'top',
    method: 'POST',
    url: 'https://books.example/books/book',
    requestHeaders: [],
    sentCookies: null,
    startedAt: 0,
    status: 401,
    statusText: '',
    responseHeaders: [['Date', date]],
    location: null,
    cookies: [],
    timing: null,
    tls: null,
    cause: { kind: 'unknown', from: null },
    parent: null,
    withheldCookies: [],
    protocol: null,
    remoteAddress: null,
    failure: null,
    body: null,
  };
}

function refused(fields: Pairs, { url = 'https://books.example/books/book', fits = '', date = '' } = {}) {
  const causes = causesOf({
    verdictDetail: {
      verdict: 'conforms',
      summary: '',
      checks: [],
      causes: texts.map((text) => ({ text, fits: text === fits })),
    },
    request: { method: 'POST', url, headers: [], fields, body: null },
    form: [],
    hops: [hop(date)],
    judgedHop: 0,
  });
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

describe('causesOf', () => {
  it('rules out what the record speaks against, and leaves the wrong key possible', () => {
    const { causes } = refused(clean, { date: at(2) });
    const open = causes.filter(({ evidence }) => evidence === null).map(({ text }) => text);
    expect(open).toEqual(['the launch key is wrong, or white space was pasted with it']);
    expect(causes[0]?.text).toBe(open[0]);
  });

  it('finds what is wrong', () => {
    const { about, causes } = refused(
      [
        ['oauth_signature_method', 'HMAC-SHA256'],
        ['oauth_consumer_key', 'college '],
        ['oauth_timestamp', '1795291200'],
        ['context_label', 'x'.repeat(256)],
      ],
      { url: 'https://books.example/books/', date: at(900) },
    );
    expect(about('user_id')).toMatchObject({ state: 'confirmed', key: 'noUserId' });
    expect(about('HMAC')).toMatchObject({ state: 'confirmed', values: { method: 'HMAC-SHA256' } });
    expect(about('white space was pasted with the launch key')).toMatchObject({ key: 'keySpace' });
    expect(about('/books/')).toMatchObject({ key: 'books' });
    expect(about('clock')).toMatchObject({ key: 'clockWrong', values: { seconds: 900 } });
    expect(about('context_title')).toMatchObject({ key: 'contextLong', values: { length: 256 } });
    expect(causes.at(-1)?.evidence?.key).toBe('freshNonce');
  });

  it('says nothing without evidence: no date in the answer, letters that may be encoded badly', () => {
    const { about } = refused([...clean.slice(0, 4), ['context_title', 'Café']]);
    expect(about('clock')).toBeNull();
    expect(about('context_title')).toBeNull();
  });

  it('puts what the words of the answer speak for before the merely possible', () => {
    const fits = 'context_title or context_label is longer than 255 characters or badly encoded';
    const { causes } = refused([...clean.slice(0, 4), ['context_title', 'Café']], { fits, date: at(0) });
    expect(causes[0]).toEqual({ text: fits, fits: true, evidence: null });
  });
});
