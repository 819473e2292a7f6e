import type { OnBeforeSendHeadersListenerDetails, OnHeadersReceivedListenerDetails, Session } from 'electron';
import { type HeldCookie, isRefusedAsThirdParty, partitionedOnly } from './cookie-lines.ts';
import { isThirdParty } from './site.ts';

type Details = Pick<OnBeforeSendHeadersListenerDetails | OnHeadersReceivedListenerDetails, 'url' | 'resourceType'> & {
  frame?: Place | null;
};

/** A frame as it stands in the tree of a page. */
type Place = { url: string; parent: Place | null };

export type CookiePorts = {
  /** Address of the page at the top. */
  top(): string;
  /** All cookies of the session, as they are now. Rejects when the page is gone. */
  held(): Promise<HeldCookie[]>;
  log(message: string): void;
};

/**
 * Makes a session refuse third-party cookies as browsers do that have them switched off: what a third party sets is not stored,
 * what is there for it is not sent. Partitioned cookies (CHIPS) are let through. Neither Electron offers the browser's own
 * switch for one session, so the headers are changed where the network stack asks: before it reads `Set-Cookie`, and after it
 * wrote `Cookie`. What scripts do is the matter of `scriptForThirdParties`.
 */
export function refuseThirdPartyCookies(
  { webRequest }: Pick<Session, 'webRequest'>,
  { top, held, log }: CookiePorts,
): void {
  webRequest.onBeforeSendHeaders((details, answer) => {
    const { requestHeaders } = details;
    const name = headerName(requestHeaders, 'cookie');
    const cookie = name === undefined ? undefined : requestHeaders[name];
    if (name === undefined || cookie === undefined || !isOfThirdParty(details, top)) return answer({});
    held()
      .catch((error: unknown) => {
        log(`cookies could not be told apart: ${String(error)}`);
        return [];
      })
      .then((cookies) => {
        const kept = partitionedOnly(cookie, cookies);
        const { [name]: _, ...others } = requestHeaders;
        answer({ requestHeaders: kept === null ? others : { ...others, [name]: kept } });
      });
  });
  webRequest.onHeadersReceived((details, answer) => {
    const { responseHeaders } = details;
    const name = headerName(responseHeaders ?? {}, 'set-cookie');
    if (responseHeaders === undefined || name === undefined || !isOfThirdParty(details, top)) return answer({});
    const { [name]: lines = [], ...others } = responseHeaders;
    const kept = lines.filter((line) => !isRefusedAsThirdParty(line));
    answer({ responseHeaders: kept.length === 0 ? others : { ...others, [name]: kept } });
  });
}

/** The pages around a document are the parents of its frame; around anything else its own page is the first of them. */
function isOfThirdParty({ url, resourceType, frame }: Details, top: () => string): boolean {
  if (resourceType === 'mainFrame') return false;
  // A frame may be gone before its request is, and workers have none.
  if (frame == null) return isThirdParty(url, [top()]);
  return isThirdParty(url, around(resourceType === 'subFrame' ? frame.parent : frame));
}

function around(frame: Place | null): string[] {
  return frame === null ? [] : [frame.url, ...around(frame.parent)];
}

function headerName(headers: object, wanted: string): string | undefined {
  return Object.keys(headers).find((name) => name.toLowerCase() === wanted);
}
