import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { authoritiesSchema } from '../../src/protocol/models/authority.ts';
import { exchangeSchema } from '../../src/protocol/models/exchanges/exchange.ts';
import { Bench, passphrase } from './bench.ts';
import { runCli } from './cli-process.ts';

const tlsFile = (name: string) => fileURLToPath(new URL(`../fixtures/tls/test-only-${name}.pem`, import.meta.url));

let bench: Bench;
let tool: Server;

beforeAll(async () => {
  bench = new Bench();
  const identity = { cert: readFileSync(tlsFile('server.cert')), key: readFileSync(tlsFile('server.key')) };
  tool = createServer(identity, ({ method }, response) => {
    if (method === 'POST') response.writeHead(302, { location: '/book' });
    response.end('<p>The book</p>');
  });
  await new Promise<void>((resolve) => tool.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(tool.address());
  const host = `localhost:${port}`;
  await bench.call('vault.create', { method: { kind: 'passphrase', passphrase } });
  const { id } = await bench.call('credentials.create', {
    draft: { kind: 'oauth-consumer', name: 'Tool', consumerKey: 'college', secret: 'canary-ca', allowedHosts: [host] },
  });
  const draft = { name: 'Tool', contractId: 'vitalsource-launch', baseUrl: `https://${host}`, credentialId: id };
  await bench.call('connections.create', { draft: { ...draft, environment: 'test' } });
  await bench.core.close();
});
afterAll(async () => {
  await bench.remove();
  tool.closeAllConnections();
  await new Promise((resolve) => tool.close(resolve));
});

const run = (...args: string[]) => runCli(bench.folder, args, { COUNTERSIGN_PASSPHRASE: passphrase });

const form = ['Tool', 'launchBookByVbid', '--anyway', '--set', 'vbid=B1', '--json'];

test('a private authority is trusted for the command that names it, and for no other', async () => {
  const refused = await run('launch', ...form);
  expect(refused.code).not.toBe(0);
  expect(exchangeSchema.parse(JSON.parse(refused.stdout)).hops[0]?.failure?.reason).toMatch(/issuer/);

  const trusted = await run('launch', ...form, '--ca', tlsFile('authority.cert'));
  expect(trusted.code).toBe(0);
  const { hops } = exchangeSchema.parse(JSON.parse(trusted.stdout));
  expect(hops.map(({ status }) => status)).toEqual([302, 200]);

  const sent = await run('send', ...form, '--ca', tlsFile('authority.cert'));
  expect(exchangeSchema.parse(JSON.parse(sent.stdout)).hops[0]).toMatchObject({ status: 302, failure: null });
});

test('an authority that is added is trusted by every command, until it is removed', async () => {
  const added = await run('authorities', '--json', 'add', tlsFile('authority.cert'));
  const [authority] = authoritiesSchema.parse(JSON.parse(added.stdout)).added;
  expect(authority?.subject).toContain('CN=');
  const trusted = await run('launch', ...form);
  expect(exchangeSchema.parse(JSON.parse(trusted.stdout)).hops.map(({ status }) => status)).toEqual([302, 200]);

  const removed = await run('authorities', '--json', 'remove', authority?.fingerprint ?? '');
  expect(authoritiesSchema.parse(JSON.parse(removed.stdout)).added).toEqual([]);
  expect((await run('launch', ...form)).code).not.toBe(0);
});

test('a file without an authority is refused before anything is sent', async () => {
  for (const file of [tlsFile('server.cert'), tlsFile('server.key')]) {
    const { code, stderr, stdout } = await run('launch', ...form, '--ca', file);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--ca');
  }
});
