import { type App, type Session, session as sessions } from 'electron';
import { appMayLoad } from './addresses.ts';
import { guardContents } from './navigation.ts';
import { allowOnly, denyEverything } from './session-policy.ts';
import type { Trust } from './trust.ts';

/**
 * Guards whatever the app will ever open: set up once, before Electron is ready, so that no page or session exists without them.
 */
export function guardEverything(app: App, trust: Trust, onRefused: (what: string, address: string) => void): void {
  // Chromium refuses to start with both: whoever may only run it without its sandbox (root) has said so on the command line.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents, trust, (address) => onRefused('navigation', address));
  });
  app.on('session-created', denyEverything);
  app.on('certificate-error', (event, _contents, address, _error, _certificate, accept) => {
    event.preventDefault();
    accept(false);
    onRefused('certificate', address);
  });
  app.on('select-client-certificate', (event, _contents, address, _certificates, choose) => {
    event.preventDefault();
    choose();
    onRefused('client certificate', address);
  });
}

/** The app's own session: it loads the app and nothing else. Returns it. Call when Electron is ready. */
export function guardAppSession(developmentOrigin: string | null): Session {
  const session = sessions.defaultSession;
  denyEverything(session);
  allowOnly(session, (address) => appMayLoad(address, developmentOrigin));
  return session;
}
