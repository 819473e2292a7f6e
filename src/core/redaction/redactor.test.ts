import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hop } from '../../protocol/models/exchanges/exchange.ts';
import { mask } from './mask.ts';
import { createRedactor, redactPage } from './redactor.ts';

const percentAll = (text: string) =>
  [...Buffer.from(text, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const rfc3986 = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
const form = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);
const html = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
const json = (text: string) => JSON.stringify(text).slice(1, -1);

/** Every spelling a secret must not survive in. */
const spellings: Record<string, (secret: string) => string> = {
  raw: (secret) => secret,
  'percent-encoded': encodeURIComponent,
  'percent-encoded, lower case': (secret) =>
    encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (encoded) => encoded.toLowerCase()),
  'percent-encoded, RFC 3986': rfc3986,
  'percent-encoded throughout': percentAll,
  'percent-encoded twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'form-encoded': form,
  'form-encoded, then percent-encoded': (secret) => encodeURIComponent(form(secret)),
  'JSON string': json,
  'JSON string with escaped slashes': (secret) => json(secret).replaceAll('/', '\\/'),
  'JSON string, all \\u': (secret) =>
    Array.from({ length: secret.length }, (_, at) => `\\u${secret.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
      '',
    ),
  'JSON in a JSON string': (secret) => json(json(secret)),
  HTML: html,
  'HTML, decimal references': (secret) => [...secret].map((one) => `&#${one.codePointAt(0)};`).join(''),
  'HTML, hexadecimal references': (secret) =>
    [...secret].map((one) => `&#x${one.codePointAt(0)?.toString(16)};`).join(''),
  'HTML in HTML': (secret) => html(html(secret)),
  base64: (secret) => Buffer.from(secret).toString('base64'),
  'base64, shifted by one': (secret) => Buffer.from(`u${secret}`).toString('base64'),
  'base64, shifted by two': (secret) => Buffer.from(`u:${secret}@`).toString('base64'),
  base64url: (secret) => Buffer.from(`id:${secret}`).toString('base64url'),
  'base64 in a URL': (secret) => encodeURIComponent(Buffer.from(`user:${secret}`).toString('base64')),
  'base64 of the form-encoded': (secret) => Buffer.from(`id:${form(secret)}`).toString('base64'),
  hex: (secret) => Buffer.from(secret).toString('hex'),
  'hex, upper case': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
};

const secrets = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 40 }).filter((text) => text.trim().length >= 6);

describe('text', () => {
  for (const [name, spell] of Object.entries(spellings)) {
    it(`masks a secret written as ${name}`, () => {
      fc.assert(
        fc.property(secrets, fc.lorem(), fc.lorem(), (secret, before, after) => {
          const spelled = spell(secret);
          const masked = createRedactor([secret]).text(`${before} ${spelled} ${after}`);
          const core = /^(base64|hex)/.test(name) ? spelled.slice(8, -8) : spelled;
          // A piece of two or three characters may stand in the words around it by chance.
          if (core.length >= 6) expect(masked).not.toContain(core);
          expect(masked).toContain(mask);
          expect(masked.startsWith(before.slice(0, -1))).toBe(true);
          expect(masked.endsWith(after.slice(1))).toBe(true);
        }),
      );
    });
  }

  it('masks a secret whose characters are each written in another way', () => {
    const choices = [
      spellings.raw,
      percentAll,
      spellings['JSON string, all \\u'],
      spellings['HTML, decimal references'],
    ];
    fc.assert(
      fc.property(secrets, fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }), (secret, picks) => {
        const spelled = [...secret].map((one, at) => choices[picks[at] ?? 0]?.(one) ?? one).join('');
        expect(createRedactor([secret]).text(`[${spelled}]`)).toBe(`[${mask}]`);
      }),
    );
  });

  it('masks what is left of a secret that overlaps another', () => {
    const redactor = createRedactor(['abcdefgh', 'efghijkl']);
    expect(redactor.text('-abcdefghijkl-')).toBe(`-${mask}-`);
    expect(redactor.text('efghijkl abcdefgh')).toBe(`${mask} ${mask}`);
  });

  it('prefers the longer of two secrets with the same beginning', () => {
    expect(createRedactor(['token', 'token-long']).text('token-long token-short')).toBe(`${mask} ${mask}-short`);
  });

  it('hides user and secret in a Basic credential but the scheme', () => {
    const value = Buffer.from('customer:correct horse').toString('base64');
    const masked = createRedactor(['correct horse']).text(`Basic ${value}`);
    expect(Buffer.from(masked.slice(6), 'base64').toString()).not.toMatch(/orrect hors/);
  });

  it('masks a trimmed, normalised or re-wrapped secret', () => {
    expect(createRedactor([' padded secret\n']).text('=padded secret=')).toBe(`=${mask}=`);
    expect(createRedactor(['pässwörd']).text('pässwörd'.normalize('NFD'))).toBe(mask);
    const pem = `-----BEGIN KEY-----\n${'QUJD'.repeat(16)}\n${'REVG'.repeat(16)}\n-----END KEY-----`;
    const masked = createRedactor([pem]).text(`${pem.replaceAll('\n', '\r\n')} ${pem.replaceAll('\n', ' ')}`);
    expect(masked).not.toMatch(/QUJD|REVG/);
  });

  it('keeps JSON well-formed around a mask', () => {
    const secret = 'neat "quoted" \\ secret';
    const masked = createRedactor([secret, 'nope']).text(JSON.stringify({ a: secret, b: '\nope', c: 1 }));
    expect(JSON.parse(masked)).toMatchObject({ a: mask, c: 1 });
  });

  it('leaves text without the secret alone', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 50 }), (text) => {
        expect(createRedactor(['Zx9$kQ-7~unlikely']).text(text)).toBe(text);
      }),
    );
  });

  it('does not search for secrets of fewer than four characters', () => {
    expect(createRedactor(['abc']).text('abc=abc')).toBe('abc=abc');
    expect(createRedactor(['']).text('nothing')).toBe('nothing');
  });

  it('comes to an end with text made to match almost', () => {
    const redactor = createRedactor(['%%%%%%%%%%%%%%%%x', '\\\\\\\\\\\\\\\\y', '+ + + + + + z']);
    const text = '%25'.repeat(20_000) + '\\'.repeat(20_000) + '+'.repeat(20_000) + '&amp;'.repeat(20_000);
    expect(redactor.text(text)).toBe(text);
  });
});

describe('pairs', () => {
  it('masks a short secret as the whole value of a field that bears secrets', () => {
    const redactor = createRedactor(['abc']);
    expect(
      redactor.pairs([
        ['oauth_consumer_secret', 'abc'],
        ['title', 'abc'],
        ['password', 'abcd'],
      ]),
    ).toEqual([
      ['oauth_consumer_secret', mask],
      ['title', 'abc'],
      ['password', 'abcd'],
    ]);
  });

  it('keeps OAuth signature and nonce', () => {
    const fields: [string, string][] = [
      ['oauth_signature', 'Yl6RrC8/kA=='],
      ['oauth_nonce', 'nonce-1'],
    ];
    expect(createRedactor(['a secret']).pairs(fields)).toEqual(fields);
  });
});

describe('hop', () => {
  it('masks every place of a hop and keeps what explains it', () => {
    const secret = 's3cr3t/value';
    const hop: Hop = {
      index: 0,
      frame: 'client',
      method: 'GET',
      url: `https://tool.example/?key=${encodeURIComponent(secret)}`,
      requestHeaders: [
        ['Authorization', 'Token token=unknown-token, nonce="1"'],
        ['Cookie', 'sid=abcdef; theme=dark'],
      ],
      sentCookies: ['sid'],
      startedAt: 0,
      status: 302,
      statusText: 'Found',
      responseHeaders: [
        ['Set-Cookie', 'sid=abcdef; Path=/; HttpOnly'],
        ['X-Echo', secret],
      ],
      location: `https://tool.example/${secret}`,
      cookies: [{ name: 'sid', line: 'sid=abcdef; Path=/; HttpOnly', stored: true, blocked: [] }],
      timing: null,
      tls: null,
      cause: { kind: 'unknown', from: null },
      parent: null,
      withheldCookies: [],
      protocol: null,
      remoteAddress: null,
      failure: { error: 'x', reason: `about ${secret}` },
      body: { size: 1, contentType: 'text/plain', charset: 'utf-8', kind: 'text', text: secret, truncated: false },
    };
    const masked = createRedactor([secret]).hop(hop);
    const shown = JSON.stringify(masked);
    expect(shown).not.toContain('s3cr3t');
    expect(shown).not.toContain('abcdef');
    expect(shown).not.toContain('unknown-token');
    expect(masked.requestHeaders[0]?.[1]).toBe(`Token token=${mask}, nonce="1"`);
    expect(masked.requestHeaders[1]?.[1]).toBe(`sid=${mask}; theme=${mask}`);
    expect(masked.cookies[0]?.line).toBe(`sid=${mask}; Path=/; HttpOnly`);
    expect(masked.location).toBe(`https://tool.example/${mask}`);
  });
});

describe('page', () => {
  it('joins to the masked whole, wherever the borders fall', async () => {
    await fc.assert(
      fc.asyncProperty(
        secrets,
        fc.constantFrom(...Object.values(spellings)),
        fc.array(fc.lorem({ maxCount: 3 }), { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 1, max: 60 }),
        async (secret, spell, words, size) => {
          const text = words.join(spell(secret));
          const redactor = createRedactor([secret]);
          const pages: string[] = [];
          for (let offset = 0; offset < text.length; offset += size) {
            pages.push(await redactPage(redactor, (at, limit) => text.slice(at, at + limit), offset, size));
          }
          expect(pages.join('')).toBe(redactor.text(text));
        },
      ),
    );
  });
});

describe('cutText', () => {
  const redactor = createRedactor(['canary-secret/value']);

  it('masks the beginning of a secret at the end of a text that was cut off, in any spelling', () => {
    for (const cut of ['canary-secret/val', 'cana', 'canary-secret%2Fv', 'canary-secret\\/v']) {
      expect(redactor.cutText(`before ${cut}`)).toBe(`before ${mask}`);
    }
  });

  it('leaves a beginning alone that says too little, and one that is not at the end', () => {
    expect(redactor.cutText('a can')).toBe('a can');
    expect(redactor.cutText('the canary sang')).toBe('the canary sang');
  });
});

describe('a secret with blanks in it', () => {
  const redactor = createRedactor(['first half second;half']);
  const rest = /half|second/;

  it.each([
    ['Authorization', 'Token token=first half second;half, nonce=1'],
    ['Authorization', 'Token token="first half second;half"'],
    ['Authorization', 'OAuth oauth_signature_method="PLAINTEXT", oauth_signature=first half second;half'],
    ['Cookie', 'session=first half second;half; other=1'],
    ['Set-Cookie', 'session=first half second;half; Path=/'],
    ['X-Echo', 'you sent first half second;half'],
  ])('leaves nothing of itself in %s: %s', (name, value) => {
    const [[, masked = ''] = []] = redactor.headers([[name, value]]);
    expect(masked).toContain(mask);
    expect(masked).not.toMatch(rest);
  });
});
