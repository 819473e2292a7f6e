import type { PastedRequest } from '../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { pastedRequest } from './request.ts';

const namedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
};

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,6}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return namedEntities[String(name)] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export type Tag = { name: string; attributes: Map<string, string>; end: number };

/** One tag from its `<`, in one pass over the text. */
export function readTag(html: string, start: number): Tag {
  let index = start + 1;
  const until = (stop: RegExp): string => {
    const from = index;
    while (index < html.length && !stop.test(html[index] ?? '>')) index += 1;
    return html.slice(from, index);
  };
  const name = until(/[\s>]/).toLowerCase();
  const attributes = new Map<string, string>();
  while (index < html.length && html[index] !== '>') {
    until(/[^\s/]/);
    const attribute = until(/[\s=>]/).toLowerCase();
    until(/\S/);
    if (html[index] !== '=') {
      if (attribute !== '' && !attributes.has(attribute)) attributes.set(attribute, '');
      if (attribute === '' && html[index] !== '>') index += 1;
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
    if (attribute !== '' && !attributes.has(attribute)) attributes.set(attribute, decodeEntities(value));
  }
  return { name, attributes, end: index + 1 };
}

/** What a browser would send for an input; `null` for one it leaves out. */
export function inputPair({ attributes }: Tag): Pairs[number] | null {
  const name = attributes.get('name') ?? '';
  const type = (attributes.get('type') ?? 'text').toLowerCase();
  if (name === '' || attributes.has('disabled') || ['button', 'reset', 'image', 'file'].includes(type)) return null;
  if ((type === 'checkbox' || type === 'radio') && !attributes.has('checked')) return null;
  return [name, attributes.get('value') ?? (type === 'checkbox' ? 'on' : '')];
}

/** Reads the first form of a page as a browser would submit it. Nothing in it is run. `null` without a form. */
export function readHtmlForm(html: string, notes: string[]): PastedRequest | null {
  let form: Tag | null = null;
  const fields: Pairs = [];
  for (let at = html.indexOf('<'); at !== -1; ) {
    const tag = readTag(html, at);
    if (tag.name === 'form' && form === null) form = tag;
    else if (form !== null && tag.name === '/form') break;
    else if (form !== null && (tag.name === 'input' || tag.name === 'button')) {
      const isSubmit = tag.name === 'button' || tag.attributes.get('type')?.toLowerCase() === 'submit';
      const pair = inputPair(tag);
      if (pair !== null && isSubmit) notes.push(`The button "${pair[0]}" has a name: it is sent when it is clicked.`);
      if (pair !== null) fields.push(pair);
    } else if (form !== null && tag.name === 'textarea') {
      const close = html.indexOf('</', tag.end);
      const text = html.slice(tag.end, close === -1 ? html.length : close).replace(/^\r?\n/, '');
      const name = tag.attributes.get('name') ?? '';
      if (name !== '') fields.push([name, decodeEntities(text)]);
    }
    at = html.indexOf('<', tag.end);
  }
  if (form === null) return null;
  const method = (form.attributes.get('method') ?? 'GET').toUpperCase();
  // Browsers send every line break of a field as CR LF.
  const sent = fields.map(([name, value]): Pairs[number] => [name, value.replace(/\r\n|\r|\n/g, '\r\n')]);
  return pastedRequest({ method, url: form.attributes.get('action') ?? null, fields: sent });
}
