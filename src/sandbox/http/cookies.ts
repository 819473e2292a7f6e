/** Cookies of a Cookie header by name; the first of a repeated name counts. */
export function readCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const mark = part.indexOf('=');
    if (mark < 0) continue;
    const name = part.slice(0, mark).trim();
    if (!cookies.has(name)) cookies.set(name, part.slice(mark + 1).trim());
  }
  return cookies;
}
