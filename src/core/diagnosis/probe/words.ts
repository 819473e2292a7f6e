import type { FindingOwner, OAuth1Cause } from '../../../protocol/models/signing.ts';
import { type Part, type Reading, uriText } from '../signature/oauth1/reading.ts';
import { listed } from '../signature/oauth1/words.ts';

/** How a reading is signed, against the right one, in words that complete "signed …". `detail`: of the hypothesis, where nothing else tells it. */
export function signedWords(base: Reading, reading: Reading, detail: string): string {
  if (uriText(reading.uri) !== uriText(base.uri)) return `for ${uriText(reading.uri)}`;
  if (reading.method !== base.method) return reading.method === '' ? 'without a method' : `for ${reading.method}`;
  const gone = namesOnlyIn(base.parts, reading.parts);
  const more = namesOnlyIn(reading.parts, base.parts);
  if (gone.length > 0 && more.length === 0) return `without ${listed(gone)}`;
  if (more.length > 0 && gone.length === 0) {
    const twice = more.every((name) => base.parts.some((one) => one.name === name));
    return twice ? `with ${listed(more)} counted twice` : `with ${listed(more)} added`;
  }
  const first = (detail.split('. ')[0] ?? detail).replace(/, but (?:it )?arrived.*$/, '').replace(/\.$/, '');
  const fits = /^The signature fits (?:the message with )?(.*)$/.exec(first)?.[1];
  return fits === undefined ? `so: ${first.charAt(0).toLowerCase()}${first.slice(1)}` : `with ${fits}`;
}

/** Names there are more often in one list than in the other, each once. */
function namesOnlyIn(those: readonly Part[], others: readonly Part[]): string[] {
  const count = (parts: readonly Part[], name: string) => parts.filter((one) => one.name === name).length;
  const names = [...new Set(those.map(({ name }) => name))];
  return names.filter((name) => count(those, name) > count(others, name));
}

/** What a tool does that accepts such a signature, seen from whoever signed right, and who has to change what. */
export type SenderWords = { does: string; fix: string; owner: FindingOwner };

const vendor = (does: string, fix: string): SenderWords => ({ does, fix, owner: 'tool-vendor' });
const network = (does: string, fix: string): SenderWords => ({ does, fix, owner: 'network' });

/** A secret that is right here and wrong there is entered anew on both sides. */
const enterAnew =
  'Platform admin and tool vendor: enter the secret again on both sides, letter for letter, with nothing before or after it.';

const bySigned: Readonly<Record<OAuth1Cause, SenderWords>> = {
  'url-scheme': network(
    'The tool takes its own address for one with another scheme: TLS ends at a proxy in front of it, and the scheme the browser used does not reach the tool.',
    'Network: let the proxy send X-Forwarded-Proto (or Forwarded: proto=…) with the scheme the browser used. Tool vendor: trust that header from the proxy when the URL is rebuilt. Until then, platform admin: the launch itself is right and needs no change.',
  ),
  'url-port': network(
    'The tool takes its own address for one with another port: a proxy in front of it listens on another port and does not pass the original on, or the tool writes out or drops the port wrongly.',
    'Network: pass the original Host header (or X-Forwarded-Port) on to the tool. Tool vendor: rebuild the URL with the port the browser used, leaving out 443 for https and 80 for http.',
  ),
  'url-host': network(
    'The tool takes its own address for one with another host name: a proxy in front of it asks it by that name.',
    'Network: pass the original Host header on to the tool (ProxyPreserveHost, X-Forwarded-Host). Tool vendor: rebuild the URL from the name the browser used.',
  ),
  'url-trailing-slash': vendor(
    'The tool adds or takes away the slash at the end of its address before it verifies.',
    'Platform admin: enter the launch URL as it is accepted. Tool vendor: verify with the path as it came.',
  ),
  'query-dropped': vendor(
    'The tool does not count the query of the launch URL, or part of it, when it verifies.',
    'Tool vendor: every parameter of the query belongs into the signature (RFC 5849 §3.4.1.3.1). Until then, platform admin: move the parameters from the launch URL to custom fields.',
  ),
  'query-copied-to-body': vendor(
    'The tool counts the query of the launch URL twice, or only once where it stands in the form too.',
    'Tool vendor: count each parameter of query and form as often as it came (RFC 5849 §3.4.1.3.1). Until then, platform admin: move the parameters from the launch URL to custom fields.',
  ),
  'plus-as-literal': vendor(
    'The tool takes “+” and blanks for each other when it verifies.',
    'Tool vendor: decode “+” in a form and in the query as a blank, once, and encode a blank as %20 in the base string. Until then, platform admin: write %20 and %2B in the launch URL.',
  ),
  'double-encoded': vendor(
    'The tool decodes or encodes names or values once too often or too little, or otherwise than RFC 3986 says, when it verifies.',
    'Tool vendor: decode the query and the form exactly once, and encode by RFC 5849 §3.6. Until then, platform admin: keep addresses and percent signs out of the launch URL and the custom fields.',
  ),
  'secret-whitespace': {
    does: 'The secret the tool has differs from the one here by white space or an invisible character.',
    fix: enterAnew,
    owner: 'tool-vendor',
  },
  'secret-not-encoded': vendor(
    'The tool does not percent-encode the secret as it should when it makes the key.',
    'Tool vendor: percent-encode both secrets before they are joined by “&” (RFC 5849 §3.4.2). Until then, platform admin and tool vendor: agree on a secret of letters and digits.',
  ),
  'secret-missing-ampersand': vendor(
    'The tool makes the key without the “&” that follows the secret.',
    'Tool vendor: the key is the secret, “&”, and the token secret, which is empty in LTI (RFC 5849 §3.4.2).',
  ),
  'key-secret-swapped': {
    does: 'The tool has the consumer key where the secret belongs.',
    fix: 'Tool vendor: enter key and secret in the right fields.',
    owner: 'tool-vendor',
  },
  'other-credential': { does: 'The tool has another secret.', fix: enterAnew, owner: 'tool-vendor' },
  'newline-normalised': vendor(
    'The tool changes line breaks before it verifies.',
    'Tool vendor: verify the values as they came, line breaks as CR LF. Until then, platform admin: remove line breaks from the description and the custom fields.',
  ),
  'charset-latin1': vendor(
    'The tool does not read or encode text as UTF-8 when it verifies.',
    'Tool vendor: decode the form as UTF-8 and sign UTF-8 (RFC 5849 §3.6). Until then, platform admin: names with letters beyond ASCII cannot be launched.',
  ),
  'unicode-normalised': vendor(
    'The tool composes letters with accents anew before it verifies.',
    'Tool vendor: verify the bytes that came. Until then, platform admin: retype the names; text copied from file names is often decomposed.',
  ),
  'extra-field': vendor(
    'The tool leaves out a field when it verifies.',
    'Tool vendor: every field of the form belongs into the signature. Until then, platform admin: do not send that field.',
  ),
  'empty-field': vendor(
    'The tool leaves out empty fields when it verifies, or fills in a field that was not sent with nothing.',
    'Tool vendor: verify exactly the fields that came, empty ones too. Until then, platform admin: send no empty fields.',
  ),
  'callback-added': vendor(
    'The tool adds oauth_callback, or leaves it out, when it verifies.',
    'Tool vendor: verify exactly the parameters that came. Until then, platform admin: send oauth_callback=about:blank if the tool adds it, or leave it out.',
  ),
  method: network(
    'The tool verifies for another method than the launch was posted with.',
    'Network: let no redirect or proxy change the method. Tool vendor: verify with the method of the request, in upper case.',
  ),
  'sort-order': vendor(
    'The tool sorts the parameters in another order when it verifies.',
    'Tool vendor: sort the encoded names, then the encoded values, in byte order (RFC 5849 §3.4.1.3.2). Until then, platform admin: avoid custom fields whose names begin alike or need encoding.',
  ),
  'signature-space-for-plus': vendor(
    'The tool reads “+” in the signature as a blank: about one launch in three has one and is refused.',
    'Tool vendor: decode the form exactly once, “%2B” as “+”. Nothing can be done at the platform but to launch again.',
  ),
  'signature-method': vendor(
    'The tool verifies by another signature method than the launch names, or knows only another.',
    'Platform admin: choose the signature method the tool accepts. Tool vendor: verify by the method the launch names.',
  ),
  unknown: vendor('', ''),
};

export function senderWords(cause: OAuth1Cause): SenderWords {
  return bySigned[cause];
}
