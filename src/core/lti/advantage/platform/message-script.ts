/** What the page that frames a tool answers (LTI Client Side postMessages 0.1 §3; LTI postMessage Storage 0.1 §2). */
export const supportedSubjects = [
  'lti.capabilities',
  'lti.get_data',
  'lti.put_data',
  'lti.close',
  'lti.frameResize',
] as const;

/** Where a tool finds the storage: the page around its frame. */
export const storageTarget = '_parent';

export const storageLimits = { keyCharacters: 500, valueCharacters: 4096, entries: 100 } as const;

/**
 * The script of the page that frames a tool: keeps data for it while the page is open, each origin for itself, lets it size its
 * frame and be closed. Answers go to the origin a message came from, and to that alone; other origins than `origins` are told
 * `wrong_origin`. A sandboxed frame without an origin of its own posts with the origin "null", which any page can have: it is refused,
 * in an answer that has to be open to whoever is there, and so holds nothing. Subjects of the older spelling (`org.imsglobal.lti.`) are answered in it.
 */
export function messageScript(origins: readonly string[]): string {
  const known = JSON.stringify({ origins, subjects: supportedSubjects, ...storageLimits }).replaceAll('<', '\\u003c');
  return `(() => {
const known = ${known};
const kept = new Map();
const frame = document.querySelector('iframe');
const failed = (code, message) => ({ error: { code, message } });
const isText = (value, longest) => typeof value === 'string' && value.length <= longest;
const storeOf = (origin) => {
  if (!kept.has(origin)) kept.set(origin, new Map());
  return kept.get(origin);
};
const actions = {
  'lti.capabilities': () => ({ supported_messages: known.subjects.map((subject) => ({ subject })) }),
  'lti.put_data': ({ key, value }, origin) => {
    if (!isText(key, known.keyCharacters) || key === '') return failed('bad_request', 'key is a text of up to ' + known.keyCharacters + ' characters');
    const store = storeOf(origin);
    if (value === null || value === undefined) store.delete(key);
    else if (!isText(value, known.valueCharacters)) return failed('bad_request', 'value is a text of up to ' + known.valueCharacters + ' characters');
    else if (!store.has(key) && store.size >= known.entries) return failed('storage_exhaustion', 'no more than ' + known.entries + ' entries are kept');
    else store.set(key, value);
    return { key, value };
  },
  'lti.get_data': ({ key }, origin) => {
    if (!isText(key, known.keyCharacters) || key === '') return failed('bad_request', 'key is a text of up to ' + known.keyCharacters + ' characters');
    return { key, value: storeOf(origin).get(key) };
  },
  'lti.close': () => {
    const told = document.createElement('p');
    told.setAttribute('role', 'status');
    told.textContent = 'The tool closed itself.';
    frame.replaceWith(told);
    return {};
  },
  'lti.frameResize': ({ height }) => {
    const pixels = Number.parseInt(height, 10);
    if (!(pixels >= 0 && pixels <= 100000)) return failed('bad_request', 'height is a number of pixels');
    frame.style.flex = 'none';
    frame.style.height = pixels + 'px';
    return {};
  },
};
const needsId = ['lti.capabilities', 'lti.put_data', 'lti.get_data'];
addEventListener('message', (event) => {
  let { data } = event;
  if (typeof data === 'string' && data.length < 100000) {
    try { data = JSON.parse(data); } catch { return; }
  }
  if (typeof data !== 'object' || data === null || typeof data.subject !== 'string') return;
  const subject = data.subject.replace(/^org\\.imsglobal\\./, '');
  if (!subject.startsWith('lti.') || subject.endsWith('.response') || event.source === null) return;
  const answer = () => {
    if (!known.subjects.includes(subject)) return failed('unsupported_subject', 'this subject is not known here');
    if (needsId.includes(subject) && typeof data.message_id !== 'string') return failed('bad_request', 'message_id is missing');
    if (event.origin === 'null') return failed('wrong_origin', 'the message came from a sandboxed frame: its origin is "null", so nobody knows that it is the tool');
    if (!known.origins.includes(event.origin)) return failed('wrong_origin', 'messages are taken from the origins of the registered tool');
    return actions[subject](data, event.origin);
  };
  const response = { subject: data.subject + '.response', message_id: data.message_id, ...answer() };
  // "null" is no origin a message can be posted to (HTML §9.3.3).
  event.source.postMessage(response, event.origin === 'null' ? '*' : event.origin);
});
})();`;
}

/** Origins of the addresses a tool is registered with; what is no address of the web has none. */
export function originsOf(addresses: readonly string[]): string[] {
  const origins = addresses.flatMap((address) => {
    const url = URL.parse(address);
    return url !== null && /^https?:$/.test(url.protocol) ? [url.origin] : [];
  });
  return [...new Set(origins)];
}
