import { createHash } from 'node:crypto';

export type ClipboardPorts = {
  read(): Promise<string>;
  write(text: string): void;
  clear(): void;
  /** Calls `run` after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void;
};

/** Secrets on the clipboard, taken off it again: after a time, when the vault locks, when the app ends. */
export type SecretClipboard = {
  /** `clearAfter`: seconds; 0: not by time. */
  copySecret(secret: string, clearAfter: number): void;
  /** Clears the clipboard if it still holds the last secret that was copied; what a person copied since is left alone. */
  forget(): Promise<void>;
};

export function createSecretClipboard({ read, write, clear, after }: ClipboardPorts): SecretClipboard {
  // Only the digest is kept: what main remembers must not be the secret itself.
  let copied: string | null = null;
  let cancelTimer = (): void => {};

  const forget = async (): Promise<void> => {
    cancelTimer();
    const expected = copied;
    copied = null;
    if (expected !== null && digest(await read()) === expected) clear();
  };
  return {
    copySecret(secret, clearAfter) {
      cancelTimer();
      write(secret);
      copied = digest(secret);
      cancelTimer = clearAfter > 0 ? after(clearAfter * 1000, () => void forget()) : () => {};
    },
    forget,
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
