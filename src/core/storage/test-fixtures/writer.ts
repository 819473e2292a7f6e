import { openStorage } from '../open-storage.ts';

/** Started as a process of its own, to be killed while it writes: says the number of each write that is done. */
const [, , folder = '', first = '0'] = process.argv;
const log = { info: () => {}, error: () => {} };
const storage = await openStorage({ folder, appVersion: '1.0.0', clock: { now: () => 1 }, log });

const writeOn = (n: number): void => {
  storage.transaction(() => {
    storage.nonces.remember(n, 1);
    storage.settings.write(`write-${n}`, n);
  });
  process.send?.(n, () => writeOn(n + 1));
};
writeOn(Number(first));
