import type { PastedRequest } from '../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { pastedRequest } from './request.ts';

type Token = { kind: 'text' | 'word' | 'mark'; text: string };

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '0': '\0',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
};

/** A double-quoted text from `start`: backtick escapes, doubled quotes, and `$([char]233)` as browsers write it. */
function expandable(source: string, start: number): [string, number] {
  let text = '';
  let index = start;
  while (index < source.length) {
    const character = source[index] ?? '';
    if (character === '`') {
      const next = source[index + 1] ?? '';
      text += escapes[next] ?? next;
      index += 2;
    } else if (character === '"') {
      if (source[index + 1] !== '"') return [text, index + 1];
      text += '"';
      index += 2;
    } else {
      const code =
        character === '$' ? /^\$\(\[char\](\d{1,7}|0x[0-9a-f]{1,6})\)/i.exec(source.slice(index, index + 20)) : null;
      const value = Number(code?.[1]);
      const isCharacter = code !== null && value <= 0xffff;
      text += isCharacter ? String.fromCharCode(value) : character;
      index += isCharacter ? code[0].length : 1;
    }
  }
  return [text, index];
}

/** A single-quoted text from `start`: only `''` is special. */
function literal(source: string, start: number): [string, number] {
  let text = '';
  let index = start;
  while (index < source.length) {
    if (source[index] === "'") {
      if (source[index + 1] !== "'") return [text, index + 1];
      index += 1;
    }
    text += source[index] ?? '';
    index += 1;
  }
  return [text, index];
}

function tokens(source: string): Token[] {
  const list: Token[] = [];
  let index = 0;
  while (index < source.length) {
    const character = source[index] ?? '';
    if (character === '"' || character === "'") {
      const [text, next] = character === '"' ? expandable(source, index + 1) : literal(source, index + 1);
      list.push({ kind: 'text', text });
      index = next;
    } else if (/[\s`]/.test(character)) index += 1;
    else if (/[={};()@,]/.test(character)) {
      list.push({ kind: 'mark', text: character });
      index += 1;
    } else {
      let end = index + 1;
      while (end < source.length && !/[\s={};()@,"'`]/.test(source[end] ?? ' ')) end += 1;
      list.push({ kind: 'word', text: source.slice(index, end) });
      index = end;
    }
  }
  return list;
}

/** The texts of `@{ "name"="value" … }` from `start`, as pairs. */
function table(list: readonly Token[], start: number): Pairs {
  const pairs: Pairs = [];
  for (let index = start; index < list.length; index += 1) {
    const token = list[index];
    if (token?.text === '}' && token.kind === 'mark') break;
    const value = list[index + 2];
    if (token?.kind !== 'mark' && list[index + 1]?.text === '=' && value?.kind === 'text') {
      pairs.push([token?.text ?? '', value.text]);
      index += 2;
    }
  }
  return pairs;
}

/** Reads `Invoke-WebRequest` or `Invoke-RestMethod` as browsers copy it. Nothing is run. */
export function readPowerShell(source: string): PastedRequest {
  const command = source.search(/Invoke-(?:WebRequest|RestMethod)/i);
  const list = tokens(source.slice(Math.max(command, 0)));
  const after = (name: string) => list.findIndex(({ kind, text }) => kind === 'word' && text.toLowerCase() === name);
  const textAfter = (name: string): string | null => {
    const at = after(name);
    if (at === -1) return null;
    // A body may be wrapped: ([System.Text.Encoding]::UTF8.GetBytes("…")).
    const found = list.slice(at + 1, at + 8).find((token) => token.kind === 'text');
    const next = list[at + 1];
    return next?.kind === 'word' && !next.text.startsWith('[') ? next.text : (found?.text ?? null);
  };
  const headersAt = after('-headers');
  const headers = headersAt === -1 ? [] : table(list, headersAt + 1);
  const contentType = textAfter('-contenttype');
  const positional = list.slice(1).find(({ kind, text }) => kind === 'text' && /^https?:/i.test(text))?.text;
  return pastedRequest({
    method: textAfter('-method'),
    url: textAfter('-uri') ?? positional ?? null,
    headers: contentType === null ? headers : [...headers, ['Content-Type', contentType]],
    body: textAfter('-body'),
  });
}
