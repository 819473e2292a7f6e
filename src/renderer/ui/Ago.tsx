import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAgo, formatMoment } from './format.ts';

/** One clock for all of them, by the half minute. */
let now = Date.now();
const listeners = new Set<() => void>();
let timer: number | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) now = Date.now();
  timer ??= window.setInterval(() => {
    now = Date.now();
    for (const one of listeners) one();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/** How long ago, with the exact time on demand. */
export function Ago({ at }: { at: number | null }) {
  const { t, i18n } = useTranslation();
  const current = useSyncExternalStore(subscribe, () => now);
  if (at === null) return <span>{t('time.never')}</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={formatMoment(at, i18n.language)}>
      {formatAgo(at, Math.max(current, at), i18n.language) ?? t('time.now')}
    </time>
  );
}
