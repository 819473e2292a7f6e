import { decodeHTMLAttribute } from 'entities';

export type Tag = { name: string; attributes: Map<string, string> };

/** A part of a page. The name of a closing tag begins with `/`; the text within an opaque element comes in one piece. */
export type Token = { kind: 'tag'; tag: Tag } | { kind: 'text'; text: string; within: OpaqueName | null };

/** Elements whose insides are text (HTML §13.2.5.4), are no part of the page in a browser, or are no page at all. */
const opaqueNames = ['script', 'style', 'textarea', 'title', 'noscript', 'template', 'svg'] as const;
type OpaqueName = (typeof opaqueNames)[number];

/**
 * The parts of an HTML page in order, in one pass whatever it holds; nothing in it is run. Comments are left out. Texts are as written,
 * with their entities; values of attributes are decoded.
 */
export function* tokensOf(html: string): Generator<Token> {
  // Lower case of some letters is longer, which would move the places.
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  let at = 0;
  while (at < html.length) {
    const open = nextMarkup(html, at);
    if (open > at) yield { kind: 'text', text: html.slice(at, open), within: null };
    if (open === html.length) return;
    if (!/[a-z/]/.test(lower[open + 1] ?? '')) {
      at = html.startsWith('<!--', open) ? endOf(html, '-->', open + 4) : endOf(html, '>', open);
      continue;
    }
    const { tag, end } = readTag(html, open);
    yield { kind: 'tag', tag };
    at = end;
    const within = opaqueNames.find((name) => name === tag.name);
    if (within === undefined) continue;
    const close = lower.indexOf(`</${within}`, at);
    at = close === -1 ? html.length : close;
    yield { kind: 'text', text: html.slice(end, at), within };
  }
}

/** Where the next tag, comment or declaration begins; a `<` before anything else is text (HTML §13.2.5.6). */
function nextMarkup(html: string, from: number): number {
  let open = html.indexOf('<', from);
  while (open !== -1 && !/[a-zA-Z/!?]/.test(html[open + 1] ?? '')) open = html.indexOf('<', open + 1);
  return open === -1 ? html.length : open;
}

function endOf(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found === -1 ? html.length : found + mark.length;
}

function readTag(html: string, start: number): { tag: Tag; end: number } {
  let index = start + 1;
  const until = (stop: RegExp): string => {
    const from = index;
    while (index < html.length && !stop.test(html[index] ?? '>')) index += 1;
    return html.slice(from, index);
  };
  const slash = html[index] === '/' ? '/' : '';
  index += slash.length;
  const name = slash + until(/[\s>/]/).toLowerCase();
  const attributes = new Map<string, string>();
  while (index < html.length && html[index] !== '>') {
    until(/[^\s/]/);
    const attribute = until(/[\s=>/]/).toLowerCase();
    until(/\S/);
    if (html[index] !== '=') {
      if (attribute !== '' && !attributes.has(attribute)) attributes.set(attribute, '');
      continue;
    }
    index += 1;
    until(/\S/);
    const quote = html[index];
    let value: string;
    if (quote === '"' || quote === "'") {
      const close = html.indexOf(quote, index + 1);
      value = html.slice(index + 1, close === -1 ? html.length : close);
      index = close === -1 ? html.length : close + 1;
    } else value = until(/[\s>]/);
    if (attribute !== '' && !attributes.has(attribute)) attributes.set(attribute, decodeHTMLAttribute(value));
  }
  return { tag: { name, attributes }, end: index + 1 };
}
