import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { captureSchema, catcherUrlsSchema } from '../../src/protocol/models/lti/catcher.ts';
import { freePort } from '../fixtures/advantage-platform.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-cli-catch-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(...args: string[]) {
  const child = spawn(process.execPath, [main, '--data', folder, 'catch', ...args], {
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return { line: async () => String((await lines.next()).value), ended };
}

test('addresses are told, the first launch ends it, and its exit code says whether it was right', async () => {
  const port = await freePort();
  const { line, ended } = start('--once', '--json', '--port', String(port));
  const { urls } = z.object({ urls: catcherUrlsSchema }).parse(JSON.parse(await line()));
  expect(urls.launch).toBe(`http://localhost:${port}/launch`);
  const launch = { lti_message_type: 'basic-lti-launch-request', lti_version: 'LTI-1p0', resource_link_id: '1' };
  const answer = await fetch(urls.launch, { method: 'POST', body: new URLSearchParams(launch) });
  expect(await answer.text()).toContain('carries no signature');
  const { capture } = z.object({ capture: captureSchema }).parse(JSON.parse(await line()));
  expect(capture.signature?.verdict).toBe('unchecked');
  expect(await ended).toBe(1);
}, 30_000);

test('wrong options are told', async () => {
  const wrong = [
    ['--port', '80'],
    ['--status', '700'],
    ['--call', 'roster,dance'],
    ['--status', '500', '--forward', 'https://tool.example'],
  ];
  expect(await Promise.all(wrong.map((args) => start(...args).ended))).toEqual([2, 2, 2, 2]);
}, 30_000);
