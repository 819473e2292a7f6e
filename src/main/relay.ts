import { mainOnly, onGesture } from '../protocol/commands/access.ts';
import type { Result } from '../protocol/envelope.ts';
import type { Gestures } from './security/gesture.ts';

type Ask = (command: string, input: unknown) => Promise<Result>;

/** Passes commands of the window on to core, but for those that are main's own and those that need a person's gesture. */
export function relayToCore(request: Ask, gestures: Gestures): Ask {
  return async (command, input) => {
    if (mainOnly.has(command)) return { ok: false, problem: { code: 'command.unknown', params: { name: command } } };
    if (onGesture.has(command) && !gestures.isRecent()) {
      return { ok: false, problem: { code: 'vault.needs-gesture', params: {} } };
    }
    return request(command, input);
  };
}
