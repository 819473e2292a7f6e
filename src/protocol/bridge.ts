import type { Result } from './envelope.ts';
import type { AppEvent } from './events.ts';

/**
 * All the window has of the world outside: `window.countersign`, put there by the preload script.
 * Every call resolves with a {@link Result}; a refusal is a result too, never a rejection.
 */
export type CountersignBridge = Readonly<{
  /** Runs a command of `protocol/commands` in core. */
  command(name: string, input: unknown): Promise<Result>;
  /** Runs one of `hostCommands` in main. */
  host(name: string, input: unknown): Promise<Result>;
  /** Calls `listener` for every event until the returned function is called. Events sent before the first listener are kept for it. */
  onEvent(listener: (event: AppEvent) => void): () => void;
}>;

/** The bridge's name on `window`. */
export type BridgeName = 'countersign';
