import type { WebContents } from 'electron';
import { parseUrl } from '../url.ts';
import { originOf } from './origin.ts';
import type { ContentsKind, Trust } from './trust.ts';

/** What a launched page may go to. `app:`, `file:`, `chrome:`, and programs behind schemes of their own are out of its reach. */
const launchSchemes: ReadonlySet<string> = new Set(['http:', 'https:', 'about:', 'blob:', 'data:']);

/** Whether a page of this kind may navigate one of its frames to `address`. */
export function allowsNavigation(kind: ContentsKind, address: string, ownOrigin: string): boolean {
  if (kind === 'app') return originOf(address) === ownOrigin;
  if (kind === 'launch') return launchSchemes.has(parseUrl(address)?.protocol ?? '');
  return false;
}

type Navigation = { url: string; preventDefault(): void };

/**
 * Guards every web contents of the app, whatever made it: no navigation outside its kind's addresses, no windows, no `<webview>`.
 * A launch view may replace the window-open handler to record what it refuses.
 */
export function guardContents(contents: WebContents, trust: Trust, onRefused: (address: string) => void): void {
  const guard = (navigation: Navigation) => {
    if (allowsNavigation(trust.kindOf(contents.id), navigation.url, trust.origin)) return;
    navigation.preventDefault();
    onRefused(navigation.url);
  };
  contents.on('will-navigate', guard);
  contents.on('will-redirect', guard);
  contents.on('will-frame-navigate', guard);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    onRefused(url);
    return { action: 'deny' };
  });
}
