import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { inputPair } from '../../../html/form.ts';
import { type Tag, tokensOf } from '../../../html/tokens.ts';

/** Characters of a page that are read. */
const maxPage = 2_000_000;
/** A page that goes on later than this has been seen by the person before it. */
const longestRefreshSeconds = 5;

/** What a page does by itself, as far as it can be told without running it. */
export type PageStep =
  | { kind: 'visit'; url: URL; by: 'meta-refresh' | 'header-refresh' | 'form-by-script' }
  | { kind: 'post'; url: URL; fields: Pairs; by: 'form-by-script' }
  /** It stays. */
  | { kind: 'stay' };

type Form = { tag: Tag; fields: Pairs; onlyHidden: boolean };
type Page = { forms: Form[]; scripts: string[]; refresh: string | null; base: string | null };

/**
 * Where a page goes on its own: a meta refresh or a `Refresh` header of at most five seconds (HTML §4.2.5.3, no time is waited),
 * or a form of hidden fields that a script submits, as launch pages and sign-on pages have it. A page with several such forms
 * stays, since only its script knows which is meant.
 */
export function nextStep(html: string, url: URL, refreshHeader: string | null): PageStep {
  const page = readPage(html.slice(0, maxPage));
  const base = resolved(page.base ?? '', url) ?? url;
  const refresh = page.refresh ?? refreshHeader;
  const target = refresh === null ? null : refreshTarget(refresh, base);
  if (target !== null && target.href !== url.href) {
    return { kind: 'visit', url: target, by: page.refresh === null ? 'header-refresh' : 'meta-refresh' };
  }
  const submits = page.scripts.some((script) => /\bsubmit\s*(?:\(|\.\s*call\s*\()/.test(script));
  const selfPosting = page.forms.filter(({ onlyHidden, fields }) => onlyHidden && fields.length > 0);
  const [form] = selfPosting;
  return submits && form !== undefined && selfPosting.length === 1 ? submission(form, base, url) : { kind: 'stay' };
}

function submission({ tag, fields }: Form, base: URL, page: URL): PageStep {
  const action = tag.attributes.get('action') ?? '';
  const url = action === '' ? page : resolved(action, base);
  if (url === null || !/^https?:$/.test(url.protocol)) return { kind: 'stay' };
  if ((tag.attributes.get('method') ?? 'get').toLowerCase() === 'post')
    return { kind: 'post', url, fields, by: 'form-by-script' };
  // A form sent with GET replaces the query of its action (HTML §4.10.22.3).
  const target = new URL(url);
  target.search = new URLSearchParams(fields).toString();
  return { kind: 'visit', url: target, by: 'form-by-script' };
}

/** `5; url=/next`: the time and the address, which may stand in quotes (HTML §4.2.5.3). Without an address the page loads itself. */
function refreshTarget(content: string, base: URL): URL | null {
  const [, seconds = '', address = ''] = /^\s*(\d+)(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?(.+)$/is.exec(content) ?? [];
  if (address === '' || Number(seconds) > longestRefreshSeconds) return null;
  const [, quoted] = /^(?:"([^"]*)|'([^']*))/.exec(address)?.filter((part) => part !== undefined) ?? [];
  const url = resolved((quoted ?? address).trim(), base);
  return url !== null && /^https?:$/.test(url.protocol) ? url : null;
}

function resolved(address: string, base: URL): URL | null {
  return URL.canParse(address, base.href) ? new URL(address, base) : null;
}

/** What stands in `noscript` and `template` is not part of a page in a browser. */
function readPage(html: string): Page {
  const page: Page = { forms: [], scripts: [], refresh: null, base: null };
  let open: Form | null = null;
  for (const token of tokensOf(html)) {
    if (token.kind === 'text') {
      if (token.within === 'script') page.scripts.push(token.text);
      continue;
    }
    const { tag } = token;
    if (tag.name === 'form') {
      open = { tag, fields: [], onlyHidden: true };
      page.forms.push(open);
    } else if (tag.name === '/form') open = null;
    else if (open !== null) addControl(open, tag);
    readElsewhere(page, tag);
  }
  return page;
}

function addControl(form: Form, tag: Tag): void {
  if (tag.name === 'select' || tag.name === 'textarea') form.onlyHidden = false;
  if (tag.name !== 'input') return;
  const type = (tag.attributes.get('type') ?? 'text').toLowerCase();
  // A script's submit() sends no button.
  if (['submit', 'button', 'image', 'reset'].includes(type)) return;
  if (type !== 'hidden') form.onlyHidden = false;
  const pair = inputPair(tag);
  if (pair !== null) form.fields.push(pair);
}

function readElsewhere(page: Page, { name, attributes }: Tag): void {
  const isRefresh = name === 'meta' && attributes.get('http-equiv')?.trim().toLowerCase() === 'refresh';
  if (isRefresh) page.refresh ??= attributes.get('content') ?? null;
  if (name === 'base') page.base ??= attributes.get('href') ?? null;
  const onload = name === 'body' ? attributes.get('onload') : undefined;
  if (onload !== undefined) page.scripts.push(onload);
}
