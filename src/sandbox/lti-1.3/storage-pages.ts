import { escapeHtml, policyForStorage } from '../http/html.ts';

/** A page that uses the platform's storage in place of a cookie (LTI Client Side postMessages 0.1, Platform Storage 0.1). */
export interface StoragePage {
  /** Body of the page; already escaped. */
  readonly body: string;
  readonly policy: string;
}

/** Seconds a platform has for its answer. */
const patienceMs = 3000;

/**
 * Talks to the frame with the platform's storage and goes on by the form of the page, with what it got. Answers of other origins
 * and with other message ids are passed over; when none comes in time, it goes on without.
 */
const script = `
const page = document.getElementById('storage');
const form = document.getElementById('go-on');
const { subject, target, origin, key, value } = page.dataset;
const id = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2);
let done = false;
function goOn(kept) {
  if (done) return;
  done = true;
  if (form.elements.kept) form.elements.kept.value = kept;
  if (form.method === 'get') location.replace(form.dataset.address); else form.submit();
}
window.addEventListener('message', (event) => {
  const data = event.data;
  if (event.origin !== origin || !data || data.message_id !== id || data.subject !== subject + '.response') return;
  goOn(typeof data.value === 'string' && !data.error ? data.value : '');
});
const holder = window.parent !== window ? window.parent : window.opener;
let storage = null;
try { storage = target === '_parent' ? holder : holder && holder.frames[target]; } catch { storage = null; }
if (storage) storage.postMessage(value === undefined ? { subject, message_id: id, key } : { subject, message_id: id, key, value }, origin);
setTimeout(() => goOn(''), storage ? ${patienceMs} : 0);
`;

interface Storage {
  /** `lti_storage_target`: a frame of the platform, or `_parent`. */
  readonly target: string;
  /** Of the platform's authorization address; nobody else is told anything. */
  readonly origin: string;
  readonly key: string;
}

function storageElement(subject: string, { target, origin, key }: Storage, value?: string): string {
  const data = { subject, target, origin, key, ...(value === undefined ? {} : { value }) };
  const attributes = Object.entries(data).map(([name, text]) => `data-${name}="${escapeHtml(text)}"`);
  return `<div id="storage" ${attributes.join(' ')}><p role="status">One moment …</p></div>`;
}

/** Puts the value into the platform's storage, then goes to `address`. */
export function putPage(storage: Storage, value: string, address: string, style: string): StoragePage {
  return {
    body: `${storageElement('lti.put_data', storage, value)}
<form id="go-on" method="get" data-address="${escapeHtml(address)}"></form>
<noscript><p><a href="${escapeHtml(address)}">Go on</a></p></noscript>
<script>${script}</script>`,
    policy: policyForStorage(style, script),
  };
}

/** Asks the platform's storage for the value, then posts it as `kept` with the given fields to `action`. */
export function getPage(
  storage: Storage,
  action: string,
  fields: Readonly<Record<string, string>>,
  style: string,
): StoragePage {
  const inputs = Object.entries({ ...fields, kept: '' }).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return {
    body: `${storageElement('lti.get_data', storage)}
<form id="go-on" method="post" action="${escapeHtml(action)}">${inputs.join('')}</form>
<script>${script}</script>`,
    policy: policyForStorage(style, script),
  };
}
