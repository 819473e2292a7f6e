import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { httpStage } from '../../../src/core/adapters/node/http-stage/http-stage.ts';
import { createTransport } from '../../../src/core/http/index.ts';
import type { FilledForm } from '../../../src/protocol/commands/exchanges.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { CoreProcess, type Held } from './core-process.ts';
import { soak } from './soak.ts';

const passphrase = 'only for the test of many launches';
const secret = 'only for the test of many launches';
/**
 * Until the process has compiled what it uses often, and has as many services of launches as it keeps. In the short form the
 * heap is warm, but not yet as large as the collector lets it become, which RSS shows.
 */
const warmUp = soak ? 600 : 80;
const launches = soak ? 5_000 : 200;
const measureEvery = soak ? 500 : 100;
const atOnce = 4;

/** A core with an unlocked vault and a connection to the sandbox's bookshelf, and what launches it. */
async function setUp(): Promise<{ core: CoreProcess; launch(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-launches-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const sandbox = await startSandbox({
    examPlatform: { apiToken: 'a', secretKey: 'b' },
    bookshelf: { consumerKey: 'soak', secret },
  });
  onTestFinished(() => sandbox.close());
  const transport = createTransport();
  onTestFinished(() => transport.close());
  const stage = httpStage({ transport: () => transport, userAgent: 'Countersign-test', timeoutMs: 30_000 });
  const core = new CoreProcess(folder, { stage, measured: true });
  onTestFinished(() => core.kill());
  await core.ready;
  await core.call('vault.create', { method: { kind: 'passphrase', passphrase } });
  const bookshelf = { kind: 'oauth-consumer' as const, name: 'Bookshelf', consumerKey: 'soak', secret };
  const allowedHosts = [new URL(sandbox.urls.bookshelf).host];
  const { id: credentialId } = await core.call('credentials.create', { draft: { ...bookshelf, allowedHosts } });
  const { id: connectionId } = await core.call('connections.create', {
    draft: {
      name: 'Bookshelf',
      contractId: 'vitalsource-launch',
      baseUrl: sandbox.urls.bookshelf,
      environment: 'test',
      credentialId,
      variables: {
        user_id: 'reader-1',
        roles: 'Learner',
        resource_link_id: 'link-1',
        context_id: 'course-1',
        launch_presentation_document_target: 'window',
        custom_vbid: 'BOOKSHELF-TUTORIAL',
      },
    },
  });
  const operationId = 'launchBookByVbid';
  const { values } = await core.call('connections.loadForm', { id: connectionId, operationId });
  const platform = { returnUrl: true, outcomes: true, contentItems: null };
  const form: FilledForm = { connectionId, operationId, values, platform };
  const ended = new Map<string, (state: string) => void>();
  core.onEvent((event) => {
    if (event.type !== 'exchange.changed' || event.exchange.state === 'running') return;
    ended.get(event.exchange.id)?.(event.exchange.state);
    ended.delete(event.exchange.id);
  });
  return {
    core,
    /** Launches, waits for the end, and looks at it as a person would: the record and the list. */
    launch: async () => {
      const { id } = await core.call('exchanges.launch', { form, mode: 'window', anyway: true });
      await new Promise((resolve) => ended.set(id, resolve));
      const exchange = await core.call('exchanges.get', { id });
      expect([exchange.state, exchange.verdict]).toEqual(['finished', 'conforms']);
      await core.call('exchanges.list', { limit: 20 });
    },
  };
}

async function launchMany(count: number, launch: () => Promise<void>): Promise<void> {
  let left = count;
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await launch();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
function told(after: number, { heapUsed, external, rss, resources, files }: Held): string {
  const sizes = `heap ${megabytes(heapUsed)}, external ${megabytes(external)}, RSS ${megabytes(rss)} MB`;
  return `${after} launches: ${sizes}, ${resources} handles, ${files} files`;
}

test(`${launches} launches leave heap, RSS and handles of core as they were after ${warmUp}`, {
  timeout: 3_600_000,
}, async () => {
  const { core, launch } = await setUp();
  await launchMany(warmUp, launch);
  const first = await core.held();
  const lines = [told(warmUp, first)];
  let last = first;
  for (let done = warmUp; done < launches; ) {
    const next = Math.min(measureEvery, launches - done);
    await launchMany(next, launch);
    done += next;
    last = await core.held();
    lines.push(told(done, last));
  }
  if (soak) process.stdout.write(`${lines.join('\n')}\n`);
  const figures = lines.join('\n');
  expect(last.heapUsed, figures).toBeLessThan(first.heapUsed * 1.2);
  expect(last.rss, figures).toBeLessThan(first.rss * (soak ? 1.2 : 1.6));
  expect(last.resources, figures).toBeLessThanOrEqual(first.resources + atOnce);
  if (first.files !== null && last.files !== null) {
    expect(last.files, figures).toBeLessThanOrEqual(first.files + atOnce);
  }
});
