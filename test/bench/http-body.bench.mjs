// How long the transport takes to receive 100 MB, as a multiple of plain undici in the same run, and how long it keeps
// the event loop busy at most. Run with: node test/bench/http-body.bench.mjs [megabytes]
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { request } from 'undici';
import { createTransport } from '../../src/core/http/index.ts';

const megabytes = Number(process.argv[2] ?? 100);
const rounds = 5;

// The server has a thread of its own, so that only the client's work is measured.
const server = new Worker(
  `const { createServer } = require('node:http');
   const { once } = require('node:events');
   const { parentPort, workerData } = require('node:worker_threads');
   const piece = Buffer.alloc(1024 * 1024, 'abcdefgh');
   createServer(async (_request, response) => {
     response.setHeader('content-length', workerData * piece.length);
     for (let sent = 0; sent < workerData; sent += 1) if (!response.write(piece)) await once(response, 'drain');
     response.end();
   }).listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address().port); });`,
  { eval: true, workerData: megabytes },
);
const [port] = await once(server, 'message');
const url = `http://127.0.0.1:${port}/`;
const transport = createTransport();

async function plain() {
  const { body } = await request(url);
  return (await body.arrayBuffer()).byteLength;
}

async function ours() {
  const { bodies } = await transport.exchange(
    { method: 'GET', url, headers: [], body: null },
    { timeoutMs: 60_000, maxBodyBytes: 1024 ** 3, maxRedirects: 0, onProgress: () => {} },
  );
  return bodies.get(0)?.byteLength;
}

async function measured(receive) {
  let longest = 0;
  let last = performance.now();
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  const began = performance.now();
  const size = await receive();
  const took = performance.now() - began;
  clearInterval(watch);
  if (size !== megabytes * 1024 * 1024) throw new Error(`received ${size} bytes`);
  return { took, longest };
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
const results = { plain: [], ours: [] };
for (let round = 0; round < rounds; round += 1) {
  results.plain.push(await measured(plain));
  results.ours.push(await measured(ours));
}
const report = Object.fromEntries(
  Object.entries(results).map(([name, runs]) => [
    name,
    {
      ms: Math.round(median(runs.map((run) => run.took))),
      longestTurnMs: Math.round(median(runs.map((run) => run.longest))),
    },
  ]),
);
process.stdout.write(
  `${JSON.stringify({ megabytes, ...report, ratio: Number((report.ours.ms / report.plain.ms).toFixed(2)) })}\n`,
);
transport.close();
await server.terminate();
