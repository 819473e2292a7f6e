import { randomUUID } from 'node:crypto';
import { type BrowserWindow, session as sessions, type WebContents } from 'electron';
import { endlessHops } from '../../protocol/endless.ts';
import type { WindowKey } from '../../protocol/events.ts';
import type { StageEvent } from '../../protocol/host.ts';
import { type Hop, maxHops } from '../../protocol/models/exchanges/exchange.ts';
import type { Observation } from '../../protocol/models/exchanges/observation.ts';
import { createEmbeddedView, type EmbeddedView } from '../runtime.ts';
import { launchMayLoad } from '../security/addresses.ts';
import { pagePreferences } from '../security/page-preferences.ts';
import { allowOnly, denyEverything } from '../security/session-policy.ts';
import type { Trust } from '../security/trust.ts';
import { inBatches } from './batches.ts';
import { watchCertificates } from './certificates.ts';
import { cookiesOf, startRecording } from './devtools.ts';
import { appKey } from './keys.ts';
import { createObserver } from './observer.ts';
import { createRecorder } from './recorder.ts';
import { createRedirectGuard, type RedirectGuard } from './redirect-guard.ts';
import type { OpenedHow } from './stage.ts';
import { scriptForThirdParties } from './third-party/frame-script.ts';
import { refuseThirdPartyCookies } from './third-party/refuse.ts';

/** Size a page is laid out for until the window places its view. */
const initialBounds = { x: 0, y: 0, width: 1024, height: 768 };

/** A page may say hundreds of things at once; each batch is stored and told once. */
const batchMs = 200;

export type LaunchViewPorts = {
  window: BrowserWindow;
  trust: Trust;
  emit(event: StageEvent): void;
  log(message: string, facts?: Record<string, string | number>): void;
  /** A key of the app was pressed while the page had the keyboard. */
  onKey(press: WindowKey): void;
  /** The page's process ended. */
  onGone(reason: string): void;
};

export type OpenedPage = OpenedHow & { exchangeId: string; url: string };

/**
 * Opens the page of one launch: in memory only, with nothing of the app in reach, everything it does on the network recorded.
 * Resolves when loading has begun.
 */
export async function openLaunchView(opened: OpenedPage, ports: LaunchViewPorts): Promise<EmbeddedView> {
  const redirects = createRedirectGuard(opened.allowedHosts ?? null);
  const view = createIsolatedView(ports, redirects);
  try {
    await record(view.webContents, opened, redirects, ports);
  } catch (error) {
    view.destroy();
    throw error;
  }
  // A page that cannot be loaded is a hop with its reason, not an error of the stage.
  view.webContents.loadURL(opened.url).catch(() => {});
  return view;
}

async function record(
  webContents: WebContents,
  { exchangeId, url, records, thirdPartyCookies, acceptCertificate, authorities }: OpenedPage,
  redirects: RedirectGuard,
  ports: LaunchViewPorts,
): Promise<void> {
  const recorder = createRecorder(records === 'launch' ? url : null, thirdPartyCookies);
  const withCertificate = watchCertificates(webContents.session, Date.now, {
    accepted: acceptCertificate,
    authorities,
  });
  const hops = new Map<number, Hop>();
  let toldFull = false;
  const onHops = (changed: readonly Hop[]) => {
    for (const hop of changed) hops.set(hop.index, hop);
    for (const hop of changed) ports.emit({ type: 'hop', exchangeId, hop: redirects.told(withCertificate(hop)) });
    if (toldFull || !recorder.isFull()) return;
    toldFull = true;
    observations.add([{ kind: 'limit', at: Date.now(), frame: 'top', hop: maxHops - 1, of: 'hop', kept: maxHops }]);
    if (endlessHops([...hops.values()]).length > 0) standStill(webContents);
  };

  const observations = inBatches<Observation>(batchMs, (batch) =>
    ports.emit({ type: 'observed', exchangeId, observations: batch }),
  );

  webContents.setWindowOpenHandler(({ url: popup, postBody }) => {
    onHops(recorder.onPopup({ url: popup, method: postBody == null ? 'GET' : 'POST', at: Date.now() }));
    return { action: 'deny' };
  });
  webContents.on('render-process-gone', (_event, { reason }) => ports.onGone(reason));
  webContents.on('before-input-event', (event, input) => {
    const answer = appKey(input);
    if (answer === null) return;
    if (answer.do === 'focus' || answer.taken) event.preventDefault();
    if (answer.do === 'focus' || answer.focus) ports.window.webContents.focus();
    if (answer.do === 'tell') ports.onKey(answer.press);
  });

  await webContents.loadURL('about:blank');
  const recorded = await startRecording(webContents, {
    recorder,
    observer: createObserver(recorder.frames, Date.now),
    scripts: thirdPartyCookies === 'refused' ? [scriptForThirdParties] : [],
    onHops,
    onObservations: observations.add,
    onTrouble: (message) => ports.log('recording', { message }),
  });
  if (thirdPartyCookies === 'refused') {
    refuseThirdPartyCookies(webContents.session, {
      top: () => webContents.getURL(),
      held: () => cookiesOf(webContents),
      log: (message) => ports.log('recording', { message }),
    });
  }
  webContents.on('did-stop-loading', async () => {
    await recorded();
    observations.flush();
    if (hops.size === 0 || webContents.isDestroyed()) return;
    ports.emit({ type: 'settled', exchangeId, url: webContents.getURL(), title: webContents.getTitle() });
  });
}

function createIsolatedView({ window, trust }: LaunchViewPorts, redirects: RedirectGuard): EmbeddedView {
  // A partition without `persist:` lives in memory; a name used once is shared with nothing.
  const session = sessions.fromPartition(`launch-${randomUUID()}`);
  denyEverything(session);
  allowOnly(session, (address, request) => launchMayLoad(address) && redirects.allows(request));
  session.setUserAgent(asBrowser(session.getUserAgent()));
  const view = createEmbeddedView(window, {
    ...pagePreferences,
    session,
    disableDialogs: true,
    devTools: false,
    autoplayPolicy: 'document-user-activation-required',
  });
  const { id } = view.webContents;
  trust.register(id, 'launch');
  view.webContents.once('destroyed', () => trust.forget(id));
  view.setBounds(initialBounds);
  return view;
}

/**
 * Keeps a page where it is: what goes round and round by itself would burden this machine and the tool's for ever. The document that
 * is under way still comes: stopped from within an event of the DevTools protocol, Chromium 114 crashes.
 */
function standStill(webContents: WebContents): void {
  webContents.on('will-frame-navigate', (event) => event.preventDefault());
}

/** Tools are launched from browsers: some refuse a user agent that names Electron or an app. */
export function asBrowser(userAgent: string): string {
  return userAgent.replace(/ (?!Mozilla|AppleWebKit|Chrome|Safari)[\w.-]+\/[\w.-]+(?=\s|$)/g, '');
}
