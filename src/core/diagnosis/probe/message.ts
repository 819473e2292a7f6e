import type { Pairs } from '../../../protocol/models/pairs.ts';
import type { OAuth1Credential, SignedRequest } from '../../../protocol/models/signing.ts';
import { formEncode } from '../../signing/oauth1/percent-encoding.ts';
import { hmacOf } from '../signature/oauth1/bench.ts';
import { type OAuth1Case, oauth1Case } from '../signature/oauth1/index.ts';
import type { Reading } from '../signature/oauth1/reading.ts';

/** A launch that is made again and again: its form without what is made anew each time, and the credential it is signed with. */
export type ProbeMessage = {
  request: SignedRequest;
  credential: OAuth1Credential;
};

/** What no two launches share (RFC 5849 §3.3). */
export type Moment = { nonce: string; timestamp: string };

const madeAnew: ReadonlySet<string> = new Set(['oauth_nonce', 'oauth_timestamp', 'oauth_signature']);

/** The value of a field of the form. */
export function fieldOf({ fields }: Pick<SignedRequest, 'fields'>, name: string): string | undefined {
  return fields.find(([candidate]) => candidate === name)?.[1];
}

/** The fields of a launch at another moment, without a signature. `signatureMethod` takes the place of the one it names. */
function fieldsAt({ request }: ProbeMessage, { nonce, timestamp }: Moment, signatureMethod?: string): Pairs {
  const kept = request.fields
    .filter(([name]) => !madeAnew.has(name))
    .map(([name, value]): [string, string] =>
      name === 'oauth_signature_method' && signatureMethod !== undefined ? [name, signatureMethod] : [name, value],
    );
  return [...kept, ['oauth_nonce', nonce], ['oauth_timestamp', timestamp]];
}

/** How the launch reads by the rules at this moment, and every way a tool may misread it. */
export function caseAt(message: ProbeMessage, moment: Moment, signatureMethod?: string): OAuth1Case | null {
  const { method, url, headers } = message.request;
  // What is read has to have a signature; which one does not matter, as it is only made.
  const fields: Pairs = [...fieldsAt(message, moment, signatureMethod), ['oauth_signature', '']];
  return oauth1Case({ scheme: 'oauth1', method, url, headers, fields, credential: message.credential }, []);
}

/** The launch at this moment with the signature of a reading; `null` where that is none that may be sent. */
export function signedAs(
  message: ProbeMessage,
  moment: Moment,
  reading: Reading,
  signatureMethod?: string,
): { request: SignedRequest; signature: string } | null {
  const signature = hmacOf(reading);
  if (signature === null) return null;
  const fields: Pairs = [...fieldsAt(message, moment, signatureMethod), ['oauth_signature', signature]];
  const body = fields.map(([name, value]) => `${formEncode(name)}=${formEncode(value)}`).join('&');
  return { request: { ...message.request, fields, body }, signature };
}
