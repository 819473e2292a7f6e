/** The address as a URL, relative to `base` if given; `null` instead of an exception. */
export function parseUrl(address: string, base?: string): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}
