/** An absolute http or https address with a host, of up to 2048 characters; `null` for anything else. */
export function parseUrl(text: string): URL | null {
  if (text.length > 2048 || !/^https?:\/\/[^\s/?#]+/i.test(text)) return null;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
