import { ProblemError } from '../../../protocol/problem.ts';

/**
 * Hosts as they are compared: lower case, international names in Punycode, with the port where it is not the default of http
 * or https, each once. A pasted base URL counts as its host. Throws `input.invalid` naming the entry (`field`:
 * `draft.allowedHosts.2`) for anything else.
 */
export function normaliseHosts(entries: readonly string[]): string[] {
  return [...new Set(entries.map((entry, index) => normaliseHost(entry.trim(), index)))];
}

function normaliseHost(entry: string, index: number): string {
  const hasScheme = /^https?:\/\//i.test(entry);
  const url = URL.parse(hasScheme ? entry : `https://${entry.replace(/:80$/, '')}`);
  const isBareHost = url !== null && (hasScheme || /^[^/?#\\@]+$/.test(entry));
  if (url === null || !isBareHost || url.username !== '' || url.password !== '' || url.host.includes('*')) {
    throw new ProblemError('input.invalid', {
      params: { value: entry },
      field: `draft.allowedHosts.${index}`,
      detail: 'a host such as example.com or example.com:8443',
    });
  }
  return url.host;
}

/** Throws `credential.host-not-allowed` (`params`: `host`, `credential`, `allowed`) when the URL leads elsewhere. */
export function assertHostAllowed(
  credential: { name: string; allowedHosts: readonly string[] },
  url: string | URL,
): void {
  const target = URL.parse(String(url));
  const isHttp = target?.protocol === 'http:' || target?.protocol === 'https:';
  if (target !== null && isHttp && credential.allowedHosts.includes(target.host)) return;
  throw new ProblemError('credential.host-not-allowed', {
    params: {
      host: target?.host ?? String(url),
      credential: credential.name,
      allowed: credential.allowedHosts.join(', '),
    },
  });
}
