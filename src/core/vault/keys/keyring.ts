import type { Random } from '../../ports.ts';
import { open, type SealContext, seal } from '../sealing/framing.ts';
import type { SlotContent } from '../slots/create-slot.ts';
import { type DataKeys, deriveKeys, wipeKeys } from './data-key.ts';

export type SealPurpose = 'secrets' | 'bodies';

/** What became of sealed bytes in a rotation: sealed anew, already under the new key, or not to be opened with either. */
export type Resealed = { is: 'resealed'; sealed: Uint8Array } | { is: 'current' } | { is: 'damaged' };

/** The data keys while the vault is unlocked. While a rotation is under way there are two: everything is sealed with the new one. */
export type Keyring = {
  isHeld(): boolean;
  /** Takes over the buffers. Does nothing but wipe them when there are keys already. */
  hold(content: SlotContent): void;
  /** Overwrites and forgets all keys. */
  wipe(): void;
  /** The keys for a slot. Throws what `locked` gives without keys. */
  content(): SlotContent;
  seal(purpose: SealPurpose, context: SealContext, plain: Uint8Array): Uint8Array;
  /** `undefined` when it is not what was sealed for this context. */
  open(purpose: SealPurpose, context: SealContext, sealed: Uint8Array): Uint8Array | undefined;
  reseal(purpose: SealPurpose, context: SealContext, sealed: Uint8Array): Resealed;
  /** Begins a rotation: `next` seals from now on. */
  takeNext(next: Uint8Array): void;
  /** Ends a rotation: the former key is overwritten. */
  dropFormer(): void;
  /** Changes whenever the key that seals does: what was sealed piece by piece over such a change is sealed anew. */
  generation(): number;
};

type Key = { raw: Uint8Array; keys: DataKeys };
type Held = { current: Key; next: Key | null; shared: Uint8Array };

export function createKeyring(random: Random, locked: () => Error): Keyring {
  let held: Held | undefined;
  let generation = 0;

  const require = (): Held => {
    if (held === undefined) throw locked();
    return held;
  };
  const newest = ({ current, next }: Held): DataKeys => (next ?? current).keys;

  return {
    isHeld: () => held !== undefined,
    hold({ current, next, shared }) {
      if (held !== undefined) {
        for (const buffer of [current, next, shared]) buffer?.fill(0);
        return;
      }
      held = { current: keyOf(current), next: next === null ? null : keyOf(next), shared };
      generation += 1;
    },
    wipe() {
      if (held === undefined) return;
      for (const key of [held.current, held.next]) if (key !== null) wipeKey(key);
      held.shared.fill(0);
      held = undefined;
      generation += 1;
    },
    content() {
      const { current, next, shared } = require();
      return { current: current.raw, next: next?.raw ?? null, shared };
    },
    seal: (purpose, context, plain) => seal(newest(require())[purpose], random, context, plain),
    open(purpose, context, sealed) {
      const { current, next } = require();
      const opened = next === null ? undefined : open(next.keys[purpose], context, sealed);
      return opened ?? open(current.keys[purpose], context, sealed);
    },
    reseal(purpose, context, sealed) {
      const { current, next } = require();
      const now = open((next ?? current).keys[purpose], context, sealed);
      if (now !== undefined) {
        now.fill(0);
        return { is: 'current' };
      }
      const plain = next === null ? undefined : open(current.keys[purpose], context, sealed);
      if (next === null || plain === undefined) return { is: 'damaged' };
      const resealed = seal(next.keys[purpose], random, context, plain);
      plain.fill(0);
      return { is: 'resealed', sealed: resealed };
    },
    takeNext(next) {
      require().next = keyOf(next);
      generation += 1;
    },
    dropFormer() {
      const keys = require();
      if (keys.next === null) return;
      wipeKey(keys.current);
      held = { ...keys, current: keys.next, next: null };
      generation += 1;
    },
    generation: () => generation,
  };
}

function keyOf(raw: Uint8Array): Key {
  return { raw, keys: deriveKeys(raw) };
}

function wipeKey({ raw, keys }: Key): void {
  raw.fill(0);
  wipeKeys(keys);
}
