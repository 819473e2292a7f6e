import type { Answer } from '../../http/answer.ts';
import { html } from '../../http/answer.ts';
import { escapeHtml, page, policyForPost } from '../../http/html.ts';
import type { SandboxRequest } from '../../http/request.ts';
import { formFields } from '../../http/request.ts';
import type { ContentItem } from '../../lti-1.3/deep-linking.ts';
import { deepLinkingResponse } from '../../lti-1.3/deep-linking.ts';
import type { DeepLinkingSettings } from '../../lti-1.3/message.ts';
import type { Publication } from '../catalogue.ts';
import { allPublications, findPublication } from '../catalogue.ts';
import { refusalPage } from '../pages.ts';
import { style } from '../style.ts';
import type { AdvantageStore } from './store.ts';
import { originOf } from './store.ts';
import type { Guest } from './visit-page.ts';
import { guestPage } from './visit-page.ts';
import { visitPath } from './visits.ts';

/** Where a person picks books for the course: as many as the platform takes. */
export function pickerPage(guest: Guest, settings: DeepLinkingSettings): Answer {
  const kind = settings.acceptMultiple ? 'checkbox' : 'radio';
  const items = allPublications().map(
    ({ slug, title, author }) =>
      `<li><div class="cover">${escapeHtml(title)}</div><div class="about"><label><input type="${kind}" name="book" value="${slug}"><span>${escapeHtml(title)}</span></label>${escapeHtml(author)}</div></li>`,
  );
  const type = itemType(settings);
  const graded = settings.acceptLineItem
    ? '<p><label><input type="checkbox" name="graded" value="yes">Graded, out of 100</label></p>'
    : '';
  const body = `
<h1>${escapeHtml(settings.title || 'Choose books for the course')}</h1>
<p class="meta">${escapeHtml(settings.text)} The platform takes <span data-field="accepts">${escapeHtml(settings.acceptTypes.join(', ') || 'nothing')}</span>${settings.acceptMultiple ? '' : ', one item only'}.</p>
${
  type === null
    ? '<p class="note" role="alert" data-field="problem">The platform takes no links, and this library has nothing else.</p>'
    : ''
}
<form action="${visitPath(guest.visit, 'selection')}" method="post">
<ul class="shelf">${items.join('')}</ul>${graded}
<button${type === null ? ' disabled' : ''}>Return the selection</button>
<button class="quiet" name="cancel" value="yes" formnovalidate>Return without a selection</button></form>`;
  return guestPage(guest, 'Choose', body);
}

/** A link to a launch where the platform takes one, else a plain link; null when it takes neither. */
function itemType({ acceptTypes }: DeepLinkingSettings): 'ltiResourceLink' | 'link' | null {
  if (acceptTypes.includes('ltiResourceLink')) return 'ltiResourceLink';
  return acceptTypes.includes('link') ? 'link' : null;
}

function itemFor(
  { slug, title, author }: Publication,
  type: 'ltiResourceLink' | 'link',
  { origin, graded }: { origin: string; graded: boolean },
): ContentItem {
  const described = { type, title, text: `By ${author}` };
  if (type === 'link') return { ...described, url: `${origin}/read/${slug}` };
  return {
    ...described,
    url: `${origin}/lti/books/${slug}`,
    custom: { book: slug },
    ...(graded ? { lineItem: { label: title, scoreMaximum: 100, resourceId: slug, tag: 'reading' } } : {}),
  };
}

/** Answers the platform with what was picked, signed, by a form the browser posts. */
export async function returnSelection(
  { tool }: AdvantageStore,
  { visit }: Guest,
  settings: DeepLinkingSettings,
  request: SandboxRequest,
): Promise<Answer> {
  const form = formFields(request);
  const type = itemType(settings);
  const picked = form.has('cancel') ? [] : form.getAll('book');
  const books = picked.map((slug) => findPublication(slug)).filter((book) => book !== null);
  if (type === null && books.length > 0) {
    return refusalPage(400, 'Nothing to return', 'The platform takes no links.', 'parameter-invalid');
  }
  const options = { origin: originOf(request), graded: settings.acceptLineItem && form.get('graded') === 'yes' };
  const items = type === null ? [] : books.map((book) => itemFor(book, type, options));
  const msg = items.length === 0 ? 'Nothing was chosen.' : `Chosen: ${books.map(({ title }) => title).join(', ')}.`;
  const key = await tool.key();
  const token = await key.sign(deepLinkingResponse(visit.platform, visit.message, items, { msg, now: request.now }));
  return postToPlatform(settings.returnUrl, token);
}

const script = 'document.forms[0].submit();';

/** The page whose form posts the answer (Deep Linking 2.0 §4.3): field `JWT`. */
function postToPlatform(url: string, token: string): Answer {
  const body = `<main><h1>Back to the platform</h1>
<form action="${escapeHtml(url)}" method="post"><input type="hidden" name="JWT" value="${token}"><button>Go on</button></form>
<script>${script}</script></main>`;
  return html(200, page('Back to the platform – Sandbox Library', style, body), policyForPost(style, script));
}
