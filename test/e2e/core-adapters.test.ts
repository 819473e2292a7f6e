import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPackageWithOptions } from '@electron/asar';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { preparedApp, requireDisplay } from './harness/index.ts';

/**
 * Core runs in a utility process, or in a Node of its own. Only one of the two is used in the Electron at hand, so both
 * adapters are put through the same conversation here, with a child that answers what it is sent.
 */
const echo = `
const port = process.parentPort;
const send = (message) => (port ? port.postMessage(message) : process.send(message));
const answer = (message) => {
  if (message.kind === 'shutdown') process.exit(3);
  else send({ echoed: message, environment: Object.keys(process.env).sort(), arguments: process.argv.slice(2) });
};
if (port) port.on('message', ({ data }) => answer(data));
else process.on('message', answer);
`;

/** As core in a packaged app: started from an archive, reading it, with a worker from it. */
const archivedChild = `
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Worker } = require('node:worker_threads');
process.parentPort.on('message', () => {
  const worker = new Worker(join(__dirname, 'worker.cjs'));
  const read = readFileSync(join(__dirname, 'contract.yaml'), 'utf8');
  worker.once('message', (worker) => process.parentPort.postMessage({ worker, read }));
});
`;

const conversation = `
const { app } = require('electron');
const { forkNodeCore, forkUtilityCore } = require('./runtime.cjs');
const start = { entry: __dirname + '/echo.cjs', env: { COUNTERSIGN_DATA_FOLDER: '/data' } };
const message = { kind: 'request', id: '1', command: 'a', input: { bytes: new Uint8Array([1, 2]), none: undefined, at: 1n } };
const talk = (child) => new Promise((resolve) => {
  let heard;
  child.onMessage((received) => {
    heard = {
      ...received,
      echoed: { bytes: received.echoed.input.bytes instanceof Uint8Array, bigint: typeof received.echoed.input.at },
    };
    child.send({ kind: 'shutdown' });
  });
  child.onExit((reason) => {
    child.send(message);
    child.kill();
    resolve({ ...heard, reason });
  });
  child.send(message);
});
const archived = () => new Promise((resolve, reject) => {
  const child = forkUtilityCore({ ...start, entry: __dirname + '/app.asar/core.cjs' });
  child.onExit(reject);
  child.onMessage((told) => {
    resolve(told);
    child.kill();
  });
  child.send(message);
});
app.whenReady().then(async () => {
  const results = {
    utility: await talk(forkUtilityCore(start)),
    node: await talk(forkNodeCore(start, process.env.COUNTERSIGN_TEST_NODE)),
    archived: await archived().catch(String),
    missing: await talk(forkNodeCore(start, '/no/such/node')).catch(String),
  };
  process.stdout.write('RESULTS ' + JSON.stringify(results) + '\\n');
  app.exit(0);
});
`;

const heardSchema = z.object({
  echoed: z.object({ bytes: z.boolean(), bigint: z.string() }),
  environment: z.array(z.string()),
  arguments: z.array(z.string()),
  reason: z.string(),
});
const resultsSchema = z.object({
  utility: heardSchema,
  node: heardSchema,
  archived: z.unknown(),
  missing: z.object({ reason: z.string() }),
});

let folder = '';
let results: z.infer<typeof resultsSchema>;

beforeAll(async () => {
  requireDisplay(process.env, process.platform);
  folder = await mkdtemp(join(tmpdir(), 'countersign-adapters-'));
  await chmod(folder, 0o755);
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: fileURLToPath(new URL('../../src/main/runtime.ts', import.meta.url)),
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: 'runtime.cjs' } },
    },
    ssr: { noExternal: true, external: ['electron'] },
  });
  await writeFile(join(folder, 'package.json'), '{"name":"adapters","version":"1.0.0","main":"main.cjs"}');
  await writeFile(join(folder, 'main.cjs'), conversation);
  await writeFile(join(folder, 'echo.cjs'), echo);
  await mkdir(join(folder, 'archived'));
  await writeFile(join(folder, 'archived', 'core.cjs'), archivedChild);
  await writeFile(
    join(folder, 'archived', 'worker.cjs'),
    "require('node:worker_threads').parentPort.postMessage('at work');",
  );
  await writeFile(join(folder, 'archived', 'contract.yaml'), 'openapi: 3.1.0');
  await createPackageWithOptions(join(folder, 'archived'), join(folder, 'app.asar'), {});
  results = resultsSchema.parse(JSON.parse(await runIn(folder)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the app in `path` in the prepared Electron and answers with the results it prints. */
function runIn(path: string): Promise<string> {
  const { executable, args } = preparedApp(process.env);
  const child = spawn(executable, [...args.slice(0, -1), path], {
    env: { ...process.env, COUNTERSIGN_TEST_NODE: process.env.COUNTERSIGN_NODE_PATH ?? process.execPath },
    timeout: 60_000,
  });
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('exit', () => {
      const found = output.match(/^RESULTS (.*)$/m)?.[1];
      if (found === undefined) reject(new Error(`The conversation printed no results.\n${output}`));
      else resolve(found);
    });
  });
}

test.each(['utility', 'node'] as const)('%s process: messages arrive as structured clones', (kind) => {
  expect(results[kind].echoed).toEqual({ bytes: true, bigint: 'bigint' });
});

test.each(['utility', 'node'] as const)(
  '%s process: nothing of main’s environment or arguments is passed on',
  (kind) => {
    // Electron and Chromium put a few names of their own there; none may come from this test's environment.
    const own = new Set([
      'ELECTRON_RUN_AS_NODE',
      'CHROME_DESKTOP',
      'NODE_CHANNEL_FD',
      'NODE_CHANNEL_SERIALIZATION_MODE',
      'DBUS_SESSION_BUS_ADDRESS',
    ]);
    expect(results[kind].environment.filter((name) => !own.has(name))).toEqual(['COUNTERSIGN_DATA_FOLDER']);
    expect(results[kind].arguments).toEqual([]);
  },
);

test.each(['utility', 'node'] as const)(
  '%s process: its end is told once with its code, and sending to it then harms nothing',
  (kind) => {
    expect(results[kind].reason).toBe('exit code 3');
  },
);

test('a utility process is started from an archive, reads it, and starts a worker from it', () => {
  expect(results.archived).toEqual({ worker: 'at work', read: 'openapi: 3.1.0' });
});

test('a Node that does not exist ends like a process', () => {
  expect(results.missing.reason).toContain('ENOENT');
});
