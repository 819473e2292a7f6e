import { type Part, type Reading, withValue } from './reading.ts';
import { type Evidence, forAllAndEach, listed, type OAuth1Hypothesis, stages } from './words.ts';

const isNotAscii = /[^\p{ASCII}]/u;

/** Bytes of windows-1252, which browsers use for everything called latin-1, by character. */
const windows1252 = new Map<string, number>();
{
  const decoder = new TextDecoder('windows-1252');
  for (let byte = 0x80; byte <= 0xff; byte += 1) windows1252.set(decoder.decode(Uint8Array.of(byte)), byte);
}

function latin1Byte(character: string): number | undefined {
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xff ? code : undefined;
}

function windowsByte(character: string): number | undefined {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? code : windows1252.get(character);
}

type ByteOf = (character: string) => number | undefined;

function bytesIn(text: string, byteOf: ByteOf, missing: (character: string) => string): number[] {
  return Array.from(text).flatMap((character) => {
    const byte = byteOf(character);
    return byte === undefined ? [...Buffer.from(missing(character), 'latin1')] : [byte];
  });
}

function percentEncodeBytes(bytes: Iterable<number>): string {
  let text = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    text += /[A-Za-z0-9._~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return text;
}

const questionMark = () => '?';
const asEntity = (character: string) => `&#${character.codePointAt(0) ?? 0};`;

function encodedIn(byteOf: ByteOf, missing: (character: string) => string): (one: Part) => Part {
  return (one) =>
    isNotAscii.test(one.value)
      ? { ...one, encodedValue: percentEncodeBytes(bytesIn(one.value, byteOf, missing)) }
      : one;
}

function rewritten(rewrite: (value: string) => string): (one: Part) => Part {
  return (one) => withValue(one, rewrite(one.value));
}

/** UTF-8 bytes read as windows-1252: `é` becomes `Ã©`. */
function misread(value: string): string {
  return isNotAscii.test(value) ? new TextDecoder('windows-1252').decode(Buffer.from(value, 'utf8')) : value;
}

/** The opposite of {@link misread}, where that is what happened. */
function repaired(value: string): string {
  if (!isNotAscii.test(value)) return value;
  const bytes: number[] = [];
  for (const character of value) {
    const byte = windowsByte(character);
    if (byte === undefined) return value;
    bytes.push(byte);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return value;
  }
}

function entitiesDecoded(value: string): string {
  return value.replace(/&#(\d{2,7});/g, (entity, digits: string) => {
    const code = Number(digits);
    return code >= 0x80 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : entity;
  });
}

function rawBytes(encoded: string): number[] {
  const bytes: number[] = [];
  const text = Buffer.from(encoded.replaceAll('+', ' '), 'utf8');
  for (let index = 0; index < text.length; index += 1) {
    const hex = text.subarray(index + 1, index + 3).toString('latin1');
    if (text[index] === 0x25 && /^[0-9a-f]{2}$/i.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      index += 2;
    } else bytes.push(text[index] ?? 0);
  }
  return bytes;
}

type RawValue = { asText: string; bytes: number[] };

/** Values of a form that are not UTF-8, by how our decoder reads them (with U+FFFD). */
function brokenValues(raw: string): Map<string, RawValue> {
  const found = new Map<string, RawValue>();
  const items = raw.split('&').filter((item) => item !== '');
  const proper = [...new URLSearchParams(`&${raw}`)];
  for (const [index, item] of items.entries()) {
    const [name, value] = proper[index] ?? ['', ''];
    if (!value.includes('\uFFFD')) continue;
    const bytes = rawBytes(item.slice(item.indexOf('=') + 1));
    found.set(`${name}=${value}`, { bytes, asText: new TextDecoder('windows-1252').decode(Uint8Array.from(bytes)) });
  }
  return found;
}

function fromRaw({ rawBody, rawQuery }: Evidence, use: (one: Part, raw: RawValue) => Part): (one: Part) => Part {
  const broken = new Map([...brokenValues(rawQuery), ...brokenValues(rawBody ?? '')]);
  return (one) => {
    const raw = broken.get(`${one.name}=${one.value}`);
    return raw === undefined ? one : use(one, raw);
  };
}

/** Text that one side read or wrote in another character set than UTF-8. */
export function charsetHypotheses(base: Reading, evidence: Evidence): OAuth1Hypothesis[] {
  const rules: { cost: number; detail: string; rewrite: (one: Part) => Part }[] = [
    {
      cost: 3,
      detail: 'was signed as windows-1252 (latin-1) bytes',
      rewrite: encodedIn(windowsByte, questionMark),
    },
    {
      cost: 2,
      detail: 'was sent as windows-1252 (latin-1), but signed as UTF-8',
      rewrite: fromRaw(evidence, (one, { asText }) => withValue(one, asText)),
    },
    {
      cost: 3,
      detail: 'was sent and signed as bytes that are not UTF-8',
      rewrite: fromRaw(evidence, (one, { bytes }) => ({ ...one, encodedValue: percentEncodeBytes(bytes) })),
    },
    { cost: 4, detail: 'was signed as UTF-8 that had been read as latin-1', rewrite: rewritten(misread) },
    {
      cost: 4,
      detail: 'was signed properly, but arrived as UTF-8 that had been read as latin-1',
      rewrite: rewritten(repaired),
    },
    {
      cost: 5,
      detail: 'arrived with characters replaced by "&#…;", as browsers do when a page is not UTF-8',
      rewrite: rewritten(entitiesDecoded),
    },
    { cost: 6, detail: 'was signed as ISO-8859-1 bytes', rewrite: encodedIn(latin1Byte, questionMark) },
    { cost: 6, detail: 'was signed as windows-1252 bytes with entities', rewrite: encodedIn(windowsByte, asEntity) },
    {
      cost: 8,
      detail: 'was signed with "?" for every character beyond ASCII',
      rewrite: rewritten((value) => value.replace(/[^\p{ASCII}]/gu, '?')),
    },
  ];
  return rules.flatMap(({ cost, detail, rewrite }) =>
    forAllAndEach(base, rewrite, (names, apply, each) => ({
      cause: 'charset-latin1',
      cost: each ? cost + 8 : cost,
      stage: stages.encoding,
      words: {
        title: 'One side did not use UTF-8',
        detail: `Text beyond ASCII in ${listed(names)} ${detail}.`,
        fix: 'Platform admin: ask the vendor of the platform to deliver the launch page as UTF-8 (charset in Content-Type, accept-charset on the form) and to sign UTF-8 (RFC 5849 §3.6).',
        side: 'signer',
        owner: 'platform-admin',
      },
      apply,
    })),
  );
}
