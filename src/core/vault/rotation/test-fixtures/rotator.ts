import { noKeychain, systemRandom } from '../../../adapters/node/system.ts';
import { openStorage } from '../../../storage/open-storage.ts';
import { createVault } from '../../vault.ts';
import { createRotation } from '../rotation.ts';

/** Started as a process of its own, to be killed while it rotates the data key: says each step, and when it is done. */
const [, , folder = '', passphrase = ''] = process.argv;
const log = { info: () => {}, error: () => {} };
const clock = { now: () => 1 };
const storage = await openStorage({ folder, appVersion: '1.0.0', clock, log });
const vault = createVault({ storage, keys: noKeychain, random: systemRandom, clock });
const rotation = createRotation({
  storage,
  vault,
  random: systemRandom,
  log,
  onProgress: (progress) => process.send?.(progress?.done ?? 'done'),
});
await vault.unlock({ kind: 'passphrase', passphrase });
rotation.start();
