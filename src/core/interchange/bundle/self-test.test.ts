import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bundle } from '../../../protocol/models/data/bundle.ts';
import { dataBlock } from '../html/document.ts';
import { html } from '../html/markup.ts';
import { bundlePage } from './page/page.ts';
import { readBundle } from './read.ts';
import { findLeak } from './self-test.ts';
import { someBundle } from './test-support.ts';

const percent = (text: string, upper: boolean): string =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) => `%${upper ? byte.toString(16).padStart(2, '0').toUpperCase() : byte.toString(16).padStart(2, '0')}`)
    .join('');
const base64At = (text: string, shift: number, alphabet: 'base64' | 'base64url'): string =>
  Buffer.concat([Buffer.from('abc'.slice(0, shift)), Buffer.from(text), Buffer.from('xyz')]).toString(alphabet);

/** Spellings a secret can have in a file; written here without the code that looks for them. */
const spellings: Readonly<Record<string, (secret: string) => string>> = {
  raw: (secret) => secret,
  'percent-encoded': encodeURIComponent,
  'percent-encoded, every byte, upper case': (secret) => percent(secret, true),
  'percent-encoded, every byte, lower case': (secret) => percent(secret, false),
  'percent-encoded twice': (secret) => encodeURIComponent(percent(secret, true)),
  'a form value': (secret) => new URLSearchParams([['a', secret]]).toString().slice(2),
  'base64, first alignment': (secret) => base64At(secret, 0, 'base64'),
  'base64, second alignment': (secret) => base64At(secret, 1, 'base64'),
  'base64, third alignment': (secret) => base64At(secret, 2, 'base64'),
  'base64url, second alignment': (secret) => base64At(secret, 1, 'base64url'),
  'hexadecimal, lower case': (secret) => Buffer.from(secret).toString('hex'),
  'hexadecimal, upper case': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  'a JSON string': (secret) => JSON.stringify(secret).slice(1, -1),
  'a JSON string with escaped slashes': (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  'a JSON string, every character by its number': (secret) =>
    [...secret].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  'JSON within JSON': (secret) => JSON.stringify(JSON.stringify(secret)),
  'HTML references': (secret) => [...secret].map((one) => `&#${one.charCodeAt(0)};`).join(''),
};

const places: Readonly<Record<string, (text: string) => Partial<Bundle>>> = {
  'the note': (note) => ({ note }),
  'a parameter': (value) => ({
    request: { method: 'POST', url: 'https://tool.example/', headers: [], fields: [['title', value]], body: null },
  }),
  'an address': (text) => ({
    request: { method: 'POST', url: `https://tool.example/?q=${text}&r=1`, headers: [], fields: [], body: null },
  }),
  'the text of the timeline': (text) => ({ timeline: { text: `1. ${text} and on`, firstWrongHop: null } }),
  'the body of an answer': (text) => ({
    responses: [
      {
        hop: 0,
        method: 'GET',
        url: 'https://tool.example/',
        status: 200,
        statusText: 'OK',
        headers: [],
        body: { text: `<p>${text}</p>`, size: 9, truncated: false },
      },
    ],
  }),
};

const secret = fc
  .string({
    unit: fc.constantFrom(...'abcdefghijkmnpqrstuvwxyzABCDEFGHKLMNP23456789/+=&%-_.~$ "<>\\'),
    minLength: 8,
    maxLength: 40,
  })
  .filter((text) => text.trim() === text && /[a-zA-Z0-9]{4}/.test(text));

describe('the self-test', () => {
  it.each(Object.keys(spellings))('finds a secret anywhere: %s', (name) => {
    const spell = spellings[name] ?? ((text: string) => text);
    fc.assert(
      fc.property(secret, fc.constantFrom(...Object.keys(places)), (value, place) => {
        const planted = places[place]?.(spell(value)) ?? {};
        const bundle = someBundle(planted);
        const file = bundlePage(bundle, 'evidence.html');
        const leak = findLeak(file, bundle, [
          { owner: 'another', value: 'nowhere-in-this-file-1' },
          { owner: 'the secret of the credential "Northfield"', value },
        ]);
        expect(leak?.owner).toBe('the secret of the credential "Northfield"');
        expect(JSON.stringify(leak)).not.toContain(JSON.stringify(value).slice(1, -1));
      }),
      { numRuns: 25 },
    );
  });

  it('says where it was found', () => {
    const bundle = someBundle({ note: 'the secret is Tall-Ships-77' });
    const leak = findLeak(bundlePage(bundle, 'x.html'), bundle, [{ owner: 'mine', value: 'Tall-Ships-77' }]);
    expect(leak).toEqual({ owner: 'mine', place: 'note' });
  });

  it('finds nothing in a file without a secret', () => {
    const bundle = someBundle({});
    const file = bundlePage(bundle, 'x.html');
    fc.assert(
      fc.property(secret, (value) => {
        fc.pre(!file.includes(value));
        expect(findLeak(file, bundle, [{ owner: 'mine', value }])).toBeNull();
      }),
    );
  });

  it('looks for a short or common secret only as the value of a field for secrets', () => {
    const file = (fields: [string, string][]) =>
      someBundle({ request: { method: 'POST', url: 'https://t.example/', headers: [], fields, body: null } });
    const leakOf = (bundle: Bundle, value: string) =>
      findLeak(bundlePage(bundle, 'x.html'), bundle, [{ owner: 'mine', value }]);
    expect(leakOf(file([['title', 'a test']]), 'test')).toBeNull();
    expect(leakOf(file([['consumer_secret', 'test']]), 'test')).toEqual({
      owner: 'mine',
      place: 'request.fields.consumer_secret',
    });
    expect(leakOf(file([['api_token', 'ab1']]), 'ab1')).toMatchObject({ place: 'request.fields.api_token' });
  });
});

describe('the page', () => {
  const hostile = '</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)> \u2028 \u202e';

  it('gives back the bundle it was made of, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const note = text.toWellFormed();
        const bundle = someBundle({ note, timeline: { text: note + hostile, firstWrongHop: 0 } });
        expect(readBundle(bundlePage(bundle, 'x.html'))).toEqual(bundle);
      }),
    );
  });

  it('holds nothing that runs or loads', () => {
    const page = bundlePage(
      someBundle({ note: hostile, timeline: { text: hostile, firstWrongHop: null } }),
      '"><script>.html',
    );
    expect(page.match(/<script[^>]*>/g)).toEqual(['<script type="application/json" id="countersign-evidence">']);
    const elements = new Set([...page.matchAll(/<([a-z][\w-]*)/gi)].map(([, name]) => name));
    for (const name of ['img', 'iframe', 'link', 'object', 'form', 'a', 'base']) expect(elements).not.toContain(name);
    expect(page).not.toMatch(/<[^>]*\s(?:on\w+|src|href)=/);
    expect(page).toContain('http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src');
    expect(page).not.toContain('\u202e');
  });

  it('keeps data inside its element', () => {
    const { markup } = html`${dataBlock('a', { text: '</script><!--' })}`;
    expect(markup).toBe('<script type="application/json" id="a">{"text":"\\u003c/script\\u003e\\u003c!--"}</script>\n');
  });
});
