import { decodeHTML } from 'entities';
import { tokensOf } from './tokens.ts';

/** Most characters of an answer that are read: error pages are short, and what matters stands in front. */
const maxRead = 200_000;

/** What a person sees of a page, roughly: for recognising it, not for judging it. Blanks are single. */
export type Page = {
  title: string;
  /** Without the title. */
  text: string;
  /** It asks for a password. */
  signsIn: boolean;
};

/** Whether an answer is a page, whatever it was said to be. */
export function looksLikeHtml(body: string): boolean {
  return /<(?:!doctype\s+html|(?:html|head|title|body|h[1-6]|p|div|pre|form)[\s>])/i.test(body.slice(0, 2000));
}

export function readPage(html: string): Page {
  const texts: string[] = [];
  let title: string | null = null;
  let signsIn = false;
  for (const token of tokensOf(html.slice(0, maxRead))) {
    if (token.kind === 'tag') {
      const { name, attributes } = token.tag;
      signsIn ||= name === 'input' && attributes.get('type')?.trim().toLowerCase() === 'password';
    } else if (token.within === null || token.within === 'textarea') texts.push(token.text);
    else if (token.within === 'title') title ??= shown(token.text);
  }
  return { title: title ?? '', text: shown(texts.join(' ')), signsIn };
}

/** What an answer shows: title and text of a page; other texts stay as they are, cut. */
export function visibleText(body: string): string {
  if (!looksLikeHtml(body)) return body.slice(0, maxRead);
  const { title, text } = readPage(body);
  return `${title} ${text}`.trim();
}

function shown(text: string): string {
  return decodeHTML(text).replace(/\s+/g, ' ').trim();
}
