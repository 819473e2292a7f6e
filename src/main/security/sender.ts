import { originOf } from './origin.ts';
import type { Trust } from './trust.ts';

/** Who sent a message, as main sees it. `frame` is `null` when the frame is already gone. */
export type Sender = {
  contentsId: number;
  frame: { url: string; isTop: boolean } | null;
};

/** Why a message is not accepted from this sender, in words; `null` when it is. */
export function refuseSender(sender: Sender, trust: Trust): string | null {
  if (trust.kindOf(sender.contentsId) !== 'app') return 'The sender is not a window of the app.';
  if (sender.frame === null) return 'The frame that sent the message no longer exists.';
  if (!sender.frame.isTop) return 'Only the top frame of a window may send messages.';
  if (sender.frame.url === '') return 'The frame that sent the message has no address.';
  if (originOf(sender.frame.url) !== trust.origin) return 'The page that sent the message is not one of the app’s.';
  return null;
}
