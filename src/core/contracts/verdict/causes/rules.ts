import type { CauseEvidence, CauseRule } from '../../../../protocol/models/exchanges/verdict.ts';
import { headerValue, type JudgedResponse, type SentRequest } from '../response.ts';

/** What is on record of a refused request. */
export type Recorded = { sent: SentRequest; answer: JudgedResponse };

/** `null` when the record says nothing for or against the cause. */
export type CauseRuleFunction = (recorded: Recorded) => CauseEvidence | null;

const confirmed = (key: CauseEvidence['key'], values: CauseEvidence['values'] = {}): CauseEvidence => ({
  state: 'confirmed',
  key,
  values,
});
const ruledOut = (key: CauseEvidence['key'], values: CauseEvidence['values'] = {}): CauseEvidence => ({
  state: 'ruled-out',
  key,
  values,
});

/** Seconds a launch may be early or late (VitalSource support, Timestamp Expired). */
const clockTolerance = 300;

/** Characters a context text may have (VitalSource support, Invalid Signature). */
const longestContextText = 255;

/** The clock that signed against the clock that answered, as its `Date` header tells (RFC 9110 §6.6.1). */
function clock({ sent, answer }: Recorded): CauseEvidence | null {
  const signedAt = sent.field('oauth_timestamp');
  const date = headerValue(answer.headers, 'date');
  const answeredAt = date === undefined ? Number.NaN : Date.parse(date) / 1000;
  const seconds = Math.abs(Math.round(Number(signedAt) - answeredAt));
  if (signedAt === '' || Number.isNaN(seconds)) return null;
  return seconds > clockTolerance ? confirmed('clockWrong', { seconds }) : ruledOut('clockRight', { seconds });
}

/** Letters beyond ASCII may be encoded badly without the record showing it, so they rule nothing out. */
function contextTexts({ sent }: Recorded): CauseEvidence | null {
  const texts = [sent.field('context_title'), sent.field('context_label')];
  const longest = Math.max(...texts.map((text) => [...text].length));
  if (longest > longestContextText) return confirmed('contextLong', { length: longest });
  return texts.every((text) => /^[\x20-\x7e]*$/.test(text)) ? ruledOut('contextFits') : null;
}

function booksPath({ sent }: Recorded): CauseEvidence | null {
  if (!URL.canParse(sent.url)) return null;
  const path = new URL(sent.url).pathname;
  return path.endsWith('/books/') ? confirmed('books') : ruledOut('noBooks', { path });
}

function signatureMethod({ sent }: Recorded): CauseEvidence | null {
  const method = sent.field('oauth_signature_method');
  if (method === '') return null;
  return method === 'HMAC-SHA1' ? ruledOut('method') : confirmed('otherMethod', { method });
}

function keyWhiteSpace({ sent }: Recorded): CauseEvidence | null {
  const key = sent.field('oauth_consumer_key');
  if (key === '') return null;
  return key === key.trim() ? ruledOut('keyClean') : confirmed('keySpace');
}

function userId({ sent }: Recorded): CauseEvidence {
  const value = sent.field('user_id');
  return value === '' ? confirmed('noUserId') : ruledOut('hasUserId', { value });
}

/** What the record of an exchange says about a cause, by the name a contract gives as its `evidence`. */
export const causeRuleFunctions: Readonly<Record<CauseRule, CauseRuleFunction>> = {
  'user-id': userId,
  'signature-method': signatureMethod,
  'books-path': booksPath,
  'key-white-space': keyWhiteSpace,
  'context-texts': contextTexts,
  clock,
  nonce: ({ sent }) => (sent.signedAnew ? ruledOut('freshNonce') : null),
  'lti-version': ({ sent }) => (sent.field('lti_version') === 'LTI-1p0' ? ruledOut('lti1') : null),
};
