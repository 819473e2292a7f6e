/** Loaded into a core process before its own code, with --expose-gc: answers what it holds when it is asked. */
import { readdirSync } from 'node:fs';

process.on('message', (message) => {
  if (message?.kind !== 'measure') return;
  for (let round = 0; round < 3; round += 1) globalThis.gc();
  const { heapUsed, rss, external } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo().filter((name) => name !== 'Timeout' && name !== 'Immediate');
  const files = process.platform === 'linux' ? readdirSync('/proc/self/fd').length : null;
  process.send({ kind: 'measured', heapUsed, rss, external, resources: resources.length, files });
});
