import type { Bounds, StageEvent, StageRecords } from '../../protocol/host.ts';
import type { AcceptedCertificate } from '../../protocol/models/certificate.ts';
import type { ThirdPartyCookies } from '../../protocol/models/exchanges/exchange.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { EmbeddedView } from '../runtime.ts';
import { isLoopback } from '../security/addresses.ts';
import { parseUrl } from '../url.ts';
import { fitBounds, type Size } from './bounds.ts';

/** Launches kept open at once; the oldest makes room. Each is a browser page with a process of its own. */
export const maxViews = 6;

/** A view as the stage handles it. */
export type StageView = Pick<EmbeddedView, 'setBounds' | 'setVisible' | 'destroy'>;

/** What is recorded of a page, and the cookies it may have. */
export type OpenedHow = {
  records: StageRecords;
  thirdPartyCookies: ThirdPartyCookies;
  /** Taken although Chromium refuses it. */
  acceptCertificate?: AcceptedCertificate | undefined;
  /** PEM certificates of authorities believed besides those Chromium believes. */
  authorities?: readonly string[];
  /** Hosts that may have what the launch is signed with; `null`: it is signed with nothing. */
  allowedHosts?: readonly string[] | null;
};

export type StagePorts = {
  /** @throws ProblemError `launch.stage-unavailable` without a window */
  openView(exchangeId: string, url: string, how: OpenedHow, onGone: (reason: string) => void): Promise<StageView>;
  emit(event: StageEvent): void;
  /** Content size and zoom factor of the window the views lie over; `null` without a window. */
  windowSize(): (Size & { zoom: number }) | null;
};

export type Stage = {
  /** @throws ProblemError `launch.failed` for an address that is not this machine's own */
  open(exchangeId: string, url: string, how?: Partial<OpenedHow>): Promise<void>;
  close(exchangeId: string): void;
  closeAll(reason: string): void;
  /** Shows the view of one launch and hides every other; `null` hides it. Answers whether it is shown now. */
  place(exchangeId: string, bounds: Bounds | null): boolean;
};

/** Keeps the views of open launches: one per exchange, one visible at a time. */
export function createStage({ openView, emit, windowSize }: StagePorts): Stage {
  const views = new Map<string, StageView>();
  /** Where the window wants which launch: it may ask before the view is open. */
  let wanted: { exchangeId: string; bounds: Bounds } | null = null;

  const close = (exchangeId: string, reason: string) => {
    const view = views.get(exchangeId);
    if (view === undefined) return;
    views.delete(exchangeId);
    view.destroy();
    emit({ type: 'closed', exchangeId, reason });
  };

  const place = (exchangeId: string, bounds: Bounds | null): boolean => {
    const view = views.get(exchangeId);
    const size = windowSize();
    const placed = bounds === null || size === null ? null : fitBounds(bounds, size, size.zoom);
    if (placed === null) {
      view?.setVisible(false);
      return false;
    }
    for (const other of views.values()) if (other !== view) other.setVisible(false);
    view?.setBounds(placed);
    view?.setVisible(true);
    return view !== undefined;
  };

  return {
    open: async (exchangeId, url, { records = 'launch', thirdPartyCookies = 'allowed', ...certificates } = {}) => {
      if (!isLoopback(url)) {
        throw new ProblemError('launch.failed', {
          params: { host: parseUrl(url)?.host ?? '', reason: 'A launch page must be served by this machine.' },
        });
      }
      close(exchangeId, 'Launched anew.');
      const oldest = views.keys().next();
      if (views.size >= maxViews && oldest.done !== true)
        close(oldest.value, 'Closed to make room for newer launches.');
      const view = await openView(exchangeId, url, { records, thirdPartyCookies, ...certificates }, (reason) =>
        close(exchangeId, `The page’s process ended (${reason}).`),
      );
      close(exchangeId, 'Launched anew.');
      views.set(exchangeId, view);
      if (wanted?.exchangeId === exchangeId) place(exchangeId, wanted.bounds);
    },
    close: (exchangeId) => close(exchangeId, 'Closed.'),
    closeAll: (reason) => {
      wanted = null;
      for (const exchangeId of [...views.keys()]) close(exchangeId, reason);
    },
    place: (exchangeId, bounds) => {
      if (bounds !== null) wanted = { exchangeId, bounds };
      else if (wanted?.exchangeId === exchangeId) wanted = null;
      return place(exchangeId, bounds);
    },
  };
}
