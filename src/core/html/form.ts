import type { Pairs } from '../../protocol/models/pairs.ts';
import type { Tag } from './tokens.ts';

/** What a browser would send for an input; `null` for one it leaves out. */
export function inputPair({ attributes }: Tag): Pairs[number] | null {
  const name = attributes.get('name') ?? '';
  const type = (attributes.get('type') ?? 'text').toLowerCase();
  if (name === '' || attributes.has('disabled') || ['button', 'reset', 'image', 'file'].includes(type)) return null;
  const isTicked = type === 'checkbox' || type === 'radio';
  if (isTicked && !attributes.has('checked')) return null;
  return [name, withLineBreaks(attributes.get('value') ?? (isTicked ? 'on' : ''))];
}

/** Browsers send every line break of a field as CR LF (HTML §4.10.21.4). */
export function withLineBreaks(value: string): string {
  return value.replace(/\r\n|\r|\n/g, '\r\n');
}
