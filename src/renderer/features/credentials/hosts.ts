/**
 * A host as core keeps it: lower case, international names in Punycode, with the port where it is not the default. A pasted
 * base URL counts as its host. `null` when it is none.
 */
export function readHost(entry: string): string | null {
  const text = entry.trim();
  const hasScheme = /^https?:\/\//i.test(text);
  if (!hasScheme && !/^[^/?#\\@\s]+$/.test(text)) return null;
  try {
    const url = new URL(hasScheme ? text : `https://${text.replace(/:80$/, '')}`);
    const usable = url.host !== '' && url.username === '' && url.password === '' && !url.host.includes('*');
    return usable ? url.host : null;
  } catch {
    return null;
  }
}

export type HostsRead = { hosts: string[]; refused: string[] };

/** Entries as hosts, each once, and apart from them those that are none. */
export function readHosts(entries: readonly string[]): HostsRead {
  const hosts: string[] = [];
  const refused: string[] = [];
  for (const entry of entries) {
    const host = readHost(entry);
    if (host === null) refused.push(entry);
    else if (!hosts.includes(host)) hosts.push(host);
  }
  return { hosts, refused };
}
