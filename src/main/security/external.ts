import { ProblemError } from '../../protocol/problem.ts';
import { parseUrl } from '../url.ts';

/**
 * Opens an address in the person's own browser: the only way out of the app, and only for the web. Every other scheme may start a
 * program (`ms-word:`, `search-ms:`) or open a file or share.
 * @throws ProblemError `input.invalid` on field `url`
 */
export async function openExternal(address: string, open: (address: string) => Promise<void>): Promise<void> {
  const url = parseUrl(address);
  if (url === null) throw refused('This is not a complete web address.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refused(`Only http and https addresses can be opened, not ${url.protocol}`);
  }
  if (url.username !== '' || url.password !== '')
    throw refused('An address with a user name or password is not opened.');
  await open(url.href);
}

function refused(detail: string): ProblemError {
  return new ProblemError('input.invalid', { field: 'url', detail });
}
