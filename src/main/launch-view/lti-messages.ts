import { z } from 'zod';

/** World of its own for the listener: pages can neither see it nor reach its binding. */
export const observerWorld = 'countersign-observer';
export const observerBinding = 'countersignObserved';

const longest = 500;

/**
 * Runs in every frame and tells of the LTI messages that arrive at its window (LTI Client Side postMessages;
 * `org.imsglobal.lti.` is the older spelling of subjects). Values that may be personal or secret stay in the page: of
 * stored data only the key is told, never the value; of a refusal its reason.
 */
export const observerScript = `addEventListener('message', (event) => {
  let data = event.data;
  if (typeof data === 'string') {
    if (data.length > 100000) return;
    try { data = JSON.parse(data); } catch { return; }
  }
  if (typeof data !== 'object' || data === null || typeof data.subject !== 'string') return;
  if (!/^(org\\.imsglobal\\.)?lti\\./.test(data.subject)) return;
  const text = (value) => (typeof value === 'object' ? JSON.stringify(value) ?? '' : String(value)).slice(0, ${longest});
  const told = { subject: text(data.subject), origin: event.origin, messageId: null, error: null, data: [] };
  if (data.message_id !== undefined) told.messageId = text(data.message_id);
  if (typeof data.error === 'object' && data.error !== null){
    told.error = text(data.error.code);
    if (data.error.message !== undefined) told.data.push(['error.message', text(data.error.message)]);
  }
  for (const name of ['height', 'key', 'supported_messages']) {
    if (data[name] !== undefined) told.data.push([name, text(data[name])]);
  }
  ${observerBinding}(JSON.stringify(told));
}, true);`;

const text = z.string().max(longest);

/** What the listener tells. A page that found a way to forge it could say no more than this. */
export const toldMessageSchema = z.strictObject({
  subject: text,
  origin: text,
  messageId: text.nullable(),
  error: text.nullable(),
  data: z.array(z.tuple([text, text])).max(4),
});
