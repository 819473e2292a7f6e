/** One word of a command line, and whether it was quoted. */
export type ShellWord = string;

const ansiEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** The text of an ANSI-C quoted word (`$'…'`) from `start`, and the index after its closing quote. */
function ansiQuoted(text: string, start: number): [string, number] {
  let word = '';
  let index = start;
  while (index < text.length && text[index] !== "'") {
    const character = text[index] ?? '';
    if (character !== '\\') {
      word += character;
      index += 1;
      continue;
    }
    const kind = text[index + 1] ?? '';
    const digits = { x: 2, u: 4, U: 8 }[kind] ?? 0;
    const hex = digits === 0 ? '' : (/^[0-9a-fA-F]+/.exec(text.slice(index + 2, index + 2 + digits))?.[0] ?? '');
    const code = Number.parseInt(hex, 16);
    if (hex !== '' && code <= 0x10ffff) {
      word += String.fromCodePoint(code);
      index += 2 + hex.length;
    } else {
      word += ansiEscapes[kind] ?? kind;
      index += 2;
    }
  }
  return [word, index + 1];
}

/** The text of a double-quoted word from `start`, and the index after its closing quote. */
function doubleQuoted(text: string, start: number): [string, number] {
  let word = '';
  let index = start;
  while (index < text.length && text[index] !== '"') {
    if (text[index] === '\\' && /["\\$`\n]/.test(text[index + 1] ?? '')) {
      if (text[index + 1] !== '\n') word += text[index + 1] ?? '';
      index += 2;
    } else {
      word += text[index] ?? '';
      index += 1;
    }
  }
  return [word, index + 1];
}

/** A single-quoted word from `start`: nothing in it is special. */
function singleQuoted(text: string, start: number): [string, number] {
  const end = text.indexOf("'", start);
  return end === -1 ? [text.slice(start), text.length] : [text.slice(start, end), end + 1];
}

/** Splits a command line as a POSIX shell does, without running or expanding anything. Stops at the end of the command. */
export function shellWords(text: string): ShellWord[] {
  const words: ShellWord[] = [];
  let word: string | null = null;
  let index = 0;
  const quoted = (read: (text: string, start: number) => [string, number], skip: number) => {
    const [piece, next] = read(text, index + skip);
    word = (word ?? '') + piece;
    index = next;
  };
  while (index < text.length) {
    const character = text[index] ?? '';
    if (character === "'") quoted(singleQuoted, 1);
    else if (character === '"') quoted(doubleQuoted, 1);
    else if (character === '$' && text[index + 1] === "'") quoted(ansiQuoted, 2);
    else if (character === '\\') {
      const next = text[index + 1] ?? '';
      const isContinuation = next === '\n' || (next === '\r' && text[index + 2] === '\n');
      if (!isContinuation) word = (word ?? '') + next;
      index += next === '\r' && isContinuation ? 3 : 2;
    } else if (/[\s;|]/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
      index += 1;
      if (character === ';' || character === '|' || (character === '\n' && words.length > 0)) break;
    } else {
      word = (word ?? '') + character;
      index += 1;
    }
  }
  if (word !== null) words.push(word);
  return words;
}

/** Turns the caret escapes of cmd.exe, as browsers copy them, into what a program receives. */
export function withoutCarets(text: string): string {
  return text
    .replace(/\^(?:\r\n|\n)(?:\r\n|\n)/g, '\uE000')
    .replace(/\^(?:\r\n|\n)/g, ' ')
    .replace(/\^([\s\S])/g, '$1')
    .replaceAll('\uE000', '\n');
}

/** Splits the arguments of a Windows program: double quotes only, `\"` and `""` are a quote inside them. */
export function windowsWords(text: string): ShellWord[] {
  const words: ShellWord[] = [];
  let word: string | null = null;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (character === '\\' && (text[index + 1] === '"' || text[index + 1] === '\\')) {
      word = (word ?? '') + (text[index + 1] ?? '');
      index += 1;
    } else if (character === '"') {
      if (isQuoted && text[index + 1] === '"') {
        word = `${word ?? ''}"`;
        index += 1;
      } else {
        isQuoted = !isQuoted;
        word ??= '';
      }
    } else if (!isQuoted && /\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + character;
  }
  if (word !== null) words.push(word);
  return words;
}
