/** A request before it leaves. */
export type SentRequest = {
  id: number;
  url: string;
  method: string;
  uploadData?: readonly { bytes?: Uint8Array }[];
};

/** What of a session the rules here touch. */
export type GuardedSession = {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: () => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
  setDisplayMediaRequestHandler(handler: null): void;
  on(event: 'will-download', listener: (event: { preventDefault(): void }) => void): unknown;
  webRequest: {
    onBeforeRequest(listener: (details: SentRequest, answer: (response: { cancel: boolean }) => void) => void): void;
  };
};

const hardened = new WeakSet<GuardedSession>();

/**
 * Denies a session every permission, device, capture and download. Electron approves permissions when nobody answers, and asks
 * some through the request handler and others through the check handler, so both refuse.
 */
export function denyEverything(session: GuardedSession): void {
  if (hardened.has(session)) return;
  hardened.add(session);
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.on('will-download', (event) => event.preventDefault());
}

/** Cancels every request of a session whose address `allows` refuses, before it leaves or reads anything. */
export function allowOnly(session: GuardedSession, allows: (address: string, request: SentRequest) => boolean): void {
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !allows(details.url, details) }));
}
