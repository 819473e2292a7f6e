import { parseUrl } from '../url.ts';

/** The app's own pages live at `app://countersign/`: a scheme of our own instead of `file:`, with one fixed host. */
export const appScheme = 'app';
export const appHost = 'countersign';
export const appOrigin = `${appScheme}://${appHost}`;

/**
 * Origin of an address, or `null` for an address that has none or dresses up as another one (a user name before the host).
 * Origins are compared as wholes, never by their beginning: `app://countersign.evil` begins like ours.
 */
export function originOf(address: string): string | null {
  const url = parseUrl(address);
  if (url === null || url.username !== '' || url.password !== '') return null;
  if (url.protocol === `${appScheme}:`) return url.host === '' ? null : `${appScheme}://${url.host}`;
  return url.origin === 'null' ? null : url.origin;
}
