/** Host with port of an address, or the text itself when it is none. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

/** Path with query of an address; empty when it is none. */
export function pathOf(url: string): string {
  try {
    const { pathname, search } = new URL(url);
    return `${pathname}${search}`;
  } catch {
    return '';
  }
}

const byteUnits = ['B', 'kB', 'MB', 'GB'] as const;

/** Decimal units, one digit after the point below ten: `8.2 kB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${byteUnits[unit] ?? ''}`;
}

/** `0.4 ms`, `38 ms`, `1.24 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return milliseconds < 1 && milliseconds > 0 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`;
}

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** `5 minutes ago`; within the last 45 seconds `null`, for the caller's own "just now"; a date when over 30 days ago. */
export function formatAgo(at: number, now: number, language: string): string | null {
  const elapsed = now - at;
  if (elapsed < 45_000) return null;
  if (elapsed > 30 * 86_400_000) return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(at);
  const [unit, size] = steps.find(([, one]) => elapsed >= one) ?? ['minute', 60_000];
  return new Intl.RelativeTimeFormat(language, { style: 'short' }).format(
    -Math.max(1, Math.round(elapsed / size)),
    unit,
  );
}

/** Date and time to the second, in the person's time zone. */
export function formatMoment(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

/** The day in the person's time zone. */
export function formatDate(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(at);
}
