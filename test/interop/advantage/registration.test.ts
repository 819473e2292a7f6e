import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DynamicRegistration } from '../../../src/protocol/models/advantage/registration.ts';
import type { Bench } from '../../integration/bench.ts';
import { startLtiTool } from './lti-tool/tool.ts';
import { startLtijsTool } from './ltijs/tool.ts';
import type { RealTool } from './real-tool.ts';
import { browsingBench } from './workspace.ts';

let bench: Bench;
let ltijs: RealTool;
let ltiTool: RealTool;

beforeAll(async () => {
  bench = browsingBench();
  await bench.createVault();
  [ltijs, ltiTool] = await Promise.all([startLtijsTool(), startLtiTool()]);
});
afterAll(async () => {
  await bench.remove();
  await Promise.all([ltijs.close(), ltiTool.close()]);
});

/** Resolves when a registration is in the state a test waits for. */
function progressed(id: string, isThere: (seen: DynamicRegistration) => boolean): Promise<DynamicRegistration> {
  return new Promise((resolve, reject) => {
    const look = () => {
      bench.call('registrations.progress', { id }).then((seen) => {
        if (!isThere(seen)) return;
        stop();
        resolve(seen);
      }, reject);
    };
    const stop = bench.core.onEvent((event) => {
      if (event.type === 'registration.changed' && event.id === id) look();
    });
    look();
  });
}

/** Keeps what was registered and launches it, by the platform's side of the registration alone. */
async function keptAndLaunched(id: string): Promise<string> {
  const { connectionId } = await bench.call('registrations.confirm', { id, name: 'Kept', environment: 'test' });
  const form = { connectionId, operationId: 'launchResourceLink', values: [] };
  const exchange = await bench.call('exchanges.launch', { form, mode: 'window' });
  const { state, hops } = await bench.ended(exchange.id);
  return `${state} ${hops.at(-1)?.status}`;
}

test('ltijs registers itself as soon as its page is opened, and is launched', async () => {
  const { id } = await bench.call('registrations.begin', {
    url: ltijs.addresses.registration,
    withToken: true,
    mode: 'window',
  });
  const seen = await progressed(id, ({ state }) => state === 'registered');
  expect(seen.calls.map(({ kind, status }) => [kind, status])).toEqual([
    ['configuration', 200],
    ['registration', 201],
  ]);
  expect(await keptAndLaunched(id), ltijs.lastRefusal()).toBe('finished 200');
});

test('@lti-tool/core asks which services it may use, registers, and is launched', async () => {
  const { id, addresses } = await bench.call('registrations.begin', {
    url: ltiTool.addresses.registration,
    withToken: false,
    mode: 'window',
  });
  // What a person does on its page: the services are chosen, and the form is sent.
  const configuration = new URLSearchParams({ openid_configuration: addresses.openidConfiguration });
  const page = await (await fetch(`${ltiTool.addresses.registration}?${configuration}`)).text();
  const sessionToken = /name="sessionToken"[^>]*value="([^"]+)"/.exec(page)?.[1] ?? '';
  expect(sessionToken, page.slice(0, 500)).not.toBe('');
  const body = new URLSearchParams([
    ['sessionToken', sessionToken],
    ['services', 'ags'],
    ['services', 'nrps'],
    ['services', 'deep_linking'],
  ]);
  const done = await fetch(`${ltiTool.addresses.registration}/complete`, { method: 'POST', body });
  expect([done.status, ltiTool.lastRefusal()]).toEqual([200, '']);
  await progressed(id, ({ state }) => state === 'registered');
  expect(await keptAndLaunched(id), ltiTool.lastRefusal()).toBe('finished 200');
});
