const MAX_HTML = 200_000;
const MAX_TEXT = 8000;
const rawElements = new Set(['script', 'style', 'template', 'noscript', 'svg']);
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
};

/** The words of an HTML page: tags, comments, scripts and styles left out, references decoded, blanks joined. One pass, bounded. */
export function htmlText(html: string): string {
  const source = html.slice(0, MAX_HTML);
  const words: string[] = [];
  let length = 0;
  let position = 0;
  while (position < source.length && length < MAX_TEXT) {
    const tag = source.indexOf('<', position);
    const end = tag === -1 ? source.length : tag;
    const text = source.slice(position, end);
    words.push(text);
    length += text.length;
    position = tag === -1 ? source.length : afterMarkup(source, tag);
  }
  return decoded(words.join(' ')).replace(/\s+/gu, ' ').trim().slice(0, MAX_TEXT);
}

function afterMarkup(source: string, tag: number): number {
  if (source.startsWith('<!--', tag)) return after(source, '-->', tag + 4);
  const name = /^<([a-z]+)/iu.exec(source.slice(tag, tag + 20))?.[1]?.toLowerCase();
  const close = after(source, '>', tag + 1);
  if (name === undefined || !rawElements.has(name)) return close;
  const endTag = source.toLowerCase().indexOf(`</${name}`, close);
  return endTag === -1 ? source.length : after(source, '>', endTag);
}

function after(source: string, mark: string, from: number): number {
  const found = source.indexOf(mark, from);
  return found === -1 ? source.length : found + mark.length;
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{1,10}));/giu, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

/** Whether a body is a page, by its type or, failing that, by its first characters. */
export function looksLikeHtml(bodyText: string, contentType: string | undefined): boolean {
  if (contentType !== undefined && /^\s*(?:text\/html|application\/xhtml\+xml)\b/iu.test(contentType)) return true;
  return /^\s*<(?:!doctype\s+html|html|head|body|h\d|p|div)\b/iu.test(bodyText.slice(0, 500));
}
