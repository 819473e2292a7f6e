import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyKind, decodeText, viewBody } from './body-view.ts';
import { TextPager } from './text-page.ts';

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding);

describe('charset', () => {
  it.each([
    [
      'a byte order mark before all',
      Buffer.from([0xef, 0xbb, 0xbf, 0xc3, 0xab]),
      'text/html; charset=latin1',
      'ë',
      'utf-8',
    ],
    ['UTF-16 by its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), bytes('ëa', 'utf16le')]), null, 'ëa', 'utf-16le'],
    ['the header', bytes('\xeb', 'latin1'), 'text/plain; Charset="ISO-8859-1"', 'ë', 'windows-1252'],
    ['a quoted label in the header', Buffer.from([0x82, 0xa0]), 'text/html;charset="shift_jis"', 'あ', 'shift_jis'],
    ['the meta element', bytes('<meta charset=iso-8859-15>\xa4', 'latin1'), 'text/html', /€$/, 'iso-8859-15'],
    [
      'the old meta element',
      bytes('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">\xc6', 'latin1'),
      'text/html',
      /Ж$/,
      'windows-1251',
    ],
    ['the XML declaration', bytes('<?xml version="1.0" encoding="koi8-r"?>\xc1', 'latin1'), 'text/xml', /а$/, 'koi8-r'],
    ['JSON is UTF-8', bytes('{"a":"ë"}'), 'application/json', '{"a":"ë"}', 'utf-8'],
    ['valid UTF-8 without a word', bytes('ë'), 'text/plain', 'ë', 'utf-8'],
    ['anything else as browsers do', bytes('\x80', 'latin1'), 'text/plain', '€', 'windows-1252'],
  ])('from %s', (_name, body, contentType, expected, charset) => {
    const decoded = decodeText(body, contentType);
    expect(decoded.charset).toBe(charset);
    if (typeof expected === 'string') expect(decoded.text).toBe(expected);
    else expect(decoded.text).toMatch(expected);
  });

  it('says when the declared one is unknown', () => {
    const view = viewBody(bytes('ë'), 'text/plain; charset=utf-9', { maxChars: 10 });
    expect(view).toMatchObject({ text: 'ë', charset: 'utf-8 (“utf-9” is not a known charset)' });
  });
});

describe('viewBody', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'text/html', 'empty'],
    ['an image', Buffer.from('GIF89a'), 'image/gif', 'binary'],
    ['SVG', bytes('<svg/>'), 'image/svg+xml', 'text'],
    ['text sent as octets', bytes('plain enough'), 'application/octet-stream', 'text'],
    ['bytes sent as text', Buffer.from([1, 2, 0, 3]), 'text/html', 'binary'],
    ['UTF-16 in spite of its zeros', bytes('\ufeffabc', 'utf16le'), 'text/plain', 'text'],
  ])('knows %s', (_name, body, contentType, kind) => {
    expect(bodyKind(body, contentType)).toBe(kind);
    expect(viewBody(body, contentType, { maxChars: 5 }).kind).toBe(kind);
  });

  it('shows a beginning that never cuts a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(30), (text, maxChars) => {
        const body = bytes(`x${text}`);
        const view = viewBody(body, 'text/plain; charset=utf-8', { maxChars });
        if (view.kind !== 'text') return;
        expect(`x${text}`.startsWith(view.text)).toBe(true);
        expect(Buffer.from(view.text).toString() === view.text).toBe(true);
        expect(view.truncated).toBe(view.text.length < `x${text}`.length);
        expect(view.size).toBe(body.length);
      }),
    );
  });

  it('does not decode 100 MB for a few characters', () => {
    const large = Buffer.alloc(100 * 1024 * 1024, 'ë');
    const began = performance.now();
    const view = viewBody(large, 'text/html', { maxChars: 1_000 });
    expect(performance.now() - began).toBeLessThan(100);
    expect(view).toMatchObject({ text: 'ë'.repeat(1_000), truncated: true, size: large.length });
  });
});

describe('TextPager', () => {
  const samples = [
    ['utf-8', bytes('aë€😀\n'.repeat(220_000))],
    ['utf-16le', bytes('aë€😀\n'.repeat(220_000), 'utf16le')],
    ['windows-1252', bytes('a\xeb\n'.repeat(900_000), 'latin1')],
    ['shift_jis', Buffer.from(Buffer.alloc(1_600_000, Buffer.from([0x82, 0xa0, 0x61, 0x0a])))],
    ['gb18030', Buffer.alloc(2_400_000, Buffer.from([0x81, 0x30, 0x89, 0x38, 0xb0, 0xa1]))],
  ] as const;

  it.each(samples)('joins to the whole text in %s', async (charset, body) => {
    const contentType = `text/plain; charset=${charset}`;
    const whole = decodeText(body, contentType).text;
    const pages: string[] = [];
    const pager = new TextPager(body, contentType);
    for (let offset: number | null = 0; offset !== null; ) {
      const page = await pager.page(offset, 99_991);
      pages.push(page.text);
      offset = page.nextOffset;
    }
    expect(pages.join('') === whole).toBe(true);
  });

  it('jumps to any place and knows the end', async () => {
    const body = bytes('0123456789'.repeat(300_000));
    expect(await new TextPager(body, null).page(2_999_995, 10)).toEqual({
      text: '56789',
      offset: 2_999_995,
      nextOffset: null,
    });
    expect(await new TextPager(body, null).page(12, 3)).toEqual({ text: '234', offset: 12, nextOffset: 15 });
    expect(await new TextPager(body, null).page(9_000_000, 3)).toEqual({
      text: '',
      offset: 9_000_000,
      nextOffset: null,
    });
    expect(await new TextPager(Buffer.alloc(0), null).page(0, 3)).toEqual({ text: '', offset: 0, nextOffset: null });
  });

  it('serves pages asked for at the same time', async () => {
    const body = bytes('abcde'.repeat(1_000_000));
    const pager = new TextPager(body, null);
    const offsets = [4_000_000, 10, 2_500_001];
    const pages = await Promise.all(offsets.map((offset) => pager.page(offset, 5)));
    expect(pages.map(({ text }) => text)).toEqual(['abcde', 'abcde', 'bcdea']);
  });
});
