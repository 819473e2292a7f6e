import { decodeHTML } from 'entities';
import type { PastedRequest } from '../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { inputPair, withLineBreaks } from '../../html/form.ts';
import { type Tag, tokensOf } from '../../html/tokens.ts';
import { pastedRequest } from './request.ts';

/** Reads the first form of a page as a browser would submit it. Nothing in it is run. `null` without a form. */
export function readHtmlForm(html: string, notes: string[]): PastedRequest | null {
  let form: Tag | null = null;
  let area = '';
  const fields: Pairs = [];
  for (const token of tokensOf(html)) {
    if (token.kind === 'text') {
      if (token.within === 'textarea' && area !== '') fields.push([area, typed(token.text)]);
      area = '';
      continue;
    }
    const { tag } = token;
    if (form === null) {
      if (tag.name === 'form') form = tag;
    } else if (tag.name === '/form') break;
    else if (tag.name === 'textarea') area = tag.attributes.get('name') ?? '';
    else if (tag.name === 'input' || tag.name === 'button') addInput(fields, tag, notes);
  }
  if (form === null) return null;
  const method = (form.attributes.get('method') ?? 'GET').toUpperCase();
  return pastedRequest({ method, url: form.attributes.get('action') ?? null, fields });
}

function addInput(fields: Pairs, tag: Tag, notes: string[]): void {
  const pair = inputPair(tag);
  if (pair === null) return;
  const isSubmit = tag.name === 'button' || tag.attributes.get('type')?.toLowerCase() === 'submit';
  if (isSubmit) notes.push(`The button "${pair[0]}" has a name: it is sent when it is clicked.`);
  fields.push(pair);
}

/** What a text area sends: the line break it may begin with is not part of it (HTML §13.1.2.5). */
function typed(text: string): string {
  return withLineBreaks(decodeHTML(text).replace(/^\r?\n/, ''));
}
