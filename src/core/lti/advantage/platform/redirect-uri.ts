/**
 * Whether an authorization request names a redirect address that is registered. Compared as text, as OpenID Connect demands ("Simple
 * String Comparison", Core 1.0 §3.1.2.1, RFC 3986 §6.2.1): nothing is decoded, resolved or folded before. `seen` says, of one that
 * is not registered, how it differs from the one it is most like.
 */
export function matchRedirectUri(
  sent: string,
  registered: readonly string[],
): { registered: string } | { registered: null; seen: string } {
  const match = registered.find((one) => one === sent);
  if (match !== undefined) return { registered: match };
  if (registered.length === 0) return { registered: null, seen: 'No redirect address is registered.' };
  const nearest = [...registered].sort((left, right) => sharedStart(sent, right) - sharedStart(sent, left))[0] ?? '';
  return { registered: null, seen: `${difference(sent, nearest)} Registered: ${registered.slice(0, 10).join(', ')}` };
}

function sharedStart(left: string, right: string): number {
  let length = 0;
  while (length < Math.min(left.length, right.length) && left[length] === right[length]) length += 1;
  return length;
}

/** What two addresses differ in, by the first reading under which they are the same. */
const readings: readonly { says: string; read(uri: string): string }[] = [
  { says: 'It differs in blanks at an end only.', read: (uri) => uri.trim() },
  { says: 'It differs in a slash at its end only.', read: (uri) => uri.replace(/\/+$/, '') },
  { says: 'It differs in capitals only.', read: (uri) => uri.toLowerCase() },
  { says: 'It differs in http and https only.', read: (uri) => uri.replace(/^https:/i, 'http:') },
  { says: 'It differs in its fragment only.', read: (uri) => uri.replace(/#.*$/s, '') },
  { says: 'It differs in its query only.', read: (uri) => uri.replace(/\?.*$/s, '') },
  {
    says: 'It differs in a default port only.',
    read: (uri) =>
      uri.replace(/^(https:\/\/[^/?#]*):443(?=[/?#]|$)/i, '$1').replace(/^(http:\/\/[^/?#]*):80(?=[/?#]|$)/i, '$1'),
  },
  { says: 'It differs in www. only.', read: (uri) => uri.replace(/^(https?:\/\/)www\./i, '$1') },
  { says: 'It is written in another way: with encoded characters, dots or backslashes.', read: normalised },
  { says: 'It differs in its port only.', read: (uri) => uri.replace(/^(https?:\/\/[^/?#:]*):\d+/i, '$1') },
];

function difference(sent: string, registered: string): string {
  const reading = readings.find(({ read }) => read(sent) === read(registered));
  if (reading !== undefined) return reading.says;
  return `It differs from character ${sharedStart(sent, registered) + 1} on.`;
}

function normalised(uri: string): string {
  const parsed = URL.parse(uri);
  if (parsed === null) return uri;
  return parsed.href.replace(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
}
