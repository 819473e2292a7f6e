import { escapeHtml } from '../../lti/html.ts';
import { printable } from '../printable.ts';

/** Markup that is safe to put into the page. Only this file makes it of text. */
export type Markup = { readonly markup: string };

/** Formatting characters that turn the reading direction or hide text (Unicode Bidi_Control, zero width, tags). */
const misleading = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

/** Hostile text as it is: nothing of it is markup, and characters that deceive the eye are shown by their code points. */
export function shown(text: string): string {
  return printable(text.toWellFormed().replaceAll('\r\n', '\n')).replace(
    misleading,
    (character) => `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );
}

/** Template of markup: texts in it are escaped, markup is put in as it is, lists one after the other. */
export function html(
  strings: TemplateStringsArray,
  ...parts: (string | number | Markup | readonly Markup[])[]
): Markup {
  const filled = parts.map((part) =>
    typeof part === 'string' || typeof part === 'number'
      ? escapeHtml(shown(String(part))).replaceAll('&#10;', '\n')
      : 'markup' in part
        ? part.markup
        : part.map(({ markup }) => markup).join(''),
  );
  return { markup: String.raw({ raw: strings }, ...filled) };
}

export const nothing: Markup = { markup: '' };
