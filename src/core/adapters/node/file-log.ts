import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../ports.ts';

const maxBytes = 2 * 1024 * 1024;

/**
 * One JSON object a line in `logs/core.log`, the previous file kept as `core.1.log`. A log that cannot be written is
 * no reason to fail the work it tells of. The folder is asked for each entry.
 */
export function fileLog(folder: () => string): Log {
  const write = (entry: Record<string, unknown>): void => {
    try {
      const logs = join(folder(), 'logs');
      const file = join(logs, 'core.log');
      mkdirSync(logs, { recursive: true, mode: 0o700 });
      rotate(file);
      appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`, { mode: 0o600 });
    } catch {
      return;
    }
  };
  return {
    info: (message, facts = {}) => write({ level: 'info', message, ...facts }),
    error: (message, cause, facts = {}) => write({ level: 'error', message, cause: describe(cause), ...facts }),
  };
}

/** Name, code and stack, not the message: messages of foreign errors may quote the input, and with it a secret. */
function describe(cause: unknown): string {
  if (!(cause instanceof Error)) {
    return typeof cause;
  }
  const frames = (cause.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : '';
  return [`${cause.name}${code}`, ...frames].join('\n');
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > maxBytes) {
    renameSync(file, file.replace(/\.log$/, '.1.log'));
  }
}
