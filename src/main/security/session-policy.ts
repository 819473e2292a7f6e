import type { Session } from 'electron';

const hardened = new WeakSet<Session>();

/**
 * Denies a session every permission, device, capture and download. Electron approves permissions when nobody answers, and asks
 * some through the request handler and others through the check handler, so both refuse.
 */
export function denyEverything(session: Session): void {
  if (hardened.has(session)) return;
  hardened.add(session);
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.on('will-download', (event) => event.preventDefault());
}

/** Cancels every request of a session whose address `allows` refuses, before it leaves or reads anything. */
export function allowOnly(session: Session, allows: (address: string) => boolean): void {
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !allows(details.url) }));
}
