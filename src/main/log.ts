import { appendFileSync, renameSync, statSync } from 'node:fs';
import { parseUrl } from './url.ts';

/** At this size the log becomes `<path>.old`, in bytes. */
const maxBytes = 1024 * 1024;

/** A line for the log file: a fixed text and plain facts. Never an address's query, a body or a secret. */
export type LogLine = (message: string, facts?: Record<string, string | number>) => void;

/** Appends lines of JSON to a file. A log that cannot be written never stops the app. */
export function createLog(path: string, now: () => Date): LogLine {
  return (message, facts = {}) => {
    try {
      rotate(path);
      appendFileSync(path, `${JSON.stringify({ at: now().toISOString(), message, ...facts })}\n`);
    } catch {
      // Nowhere is left to say so.
    }
  };
}

function rotate(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > maxBytes) renameSync(path, `${path}.old`);
}

/** An address without what may be secret in it: user, query and fragment. */
export function logAddress(address: string): string {
  const url = parseUrl(address);
  if (url === null) return '(no address)';
  const { protocol, host, pathname } = url;
  return `${protocol}//${host}${pathname}`.slice(0, 200);
}
