import { expect, test } from 'vitest';
import { createSecretClipboard } from './clipboard.ts';

function clipboard() {
  let text = 'from before';
  const timers = new Map<number, () => void>();
  let last = 0;
  const secrets = createSecretClipboard({
    read: async () => text,
    write: (written) => {
      text = written;
    },
    clear: () => {
      text = '';
    },
    after: (ms, run) => {
      last += 1;
      const id = last;
      timers.set(id, run);
      waits.push(ms);
      return () => timers.delete(id);
    },
  });
  const waits: number[] = [];
  return {
    secrets,
    waits,
    text: () => text,
    copyElsewhere: (other: string) => {
      text = other;
    },
    passTime: () => {
      for (const run of timers.values()) run();
      timers.clear();
      // What a timer starts reads the clipboard first.
      return new Promise<void>((resolve) => setImmediate(resolve));
    },
  };
}

test('a secret is taken off the clipboard after its time', async () => {
  const { secrets, text, waits, passTime } = clipboard();
  secrets.copySecret('hush', 45);
  expect(text()).toBe('hush');
  expect(waits).toEqual([45_000]);
  await passTime();
  expect(text()).toBe('');
});

test('what was copied since stays', async () => {
  const { secrets, text, copyElsewhere, passTime } = clipboard();
  secrets.copySecret('hush', 45);
  copyElsewhere('a shopping list');
  await passTime();
  await secrets.forget();
  expect(text()).toBe('a shopping list');
});

test('a second secret has its own time', async () => {
  const { secrets, text, passTime } = clipboard();
  secrets.copySecret('one', 45);
  secrets.copySecret('two', 0);
  await passTime();
  expect(text()).toBe('two');
  await secrets.forget();
  expect(text()).toBe('');
});

test('nothing is cleared that was never a secret', async () => {
  const { secrets, text } = clipboard();
  await secrets.forget();
  expect(text()).toBe('from before');
});
