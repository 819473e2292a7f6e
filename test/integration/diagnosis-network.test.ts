import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { testOptions } from '../../src/sandbox/test-support.ts';
import { Bench, passphrase, startTool, type Tool } from './bench.ts';

let bench: Bench;
let tool: Tool;
let sandbox: Sandbox;
let answers = 0;
beforeAll(async () => {
  bench = new Bench();
  sandbox = await startSandbox(testOptions);
  const { publicKey } = await generateKeyPair('RS256');
  const key = { ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig' };
  const set = (...kids: string[]) => JSON.stringify({ keys: kids.map((kid) => ({ ...key, kid })) });
  const json = { 'Content-Type': 'application/json' };
  tool = await startTool((request, response) => {
    answers += 1;
    const path = request.url ?? '';
    if (path === '/moved') response.writeHead(302, { Location: '/keys' }).end();
    else if (path === '/html')
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><h1>Sign in</h1>');
    else if (path === '/large')
      response.writeHead(200, json).end(set(...Array.from({ length: 200 }, (_, at) => `k${at}`)));
    else if (path === '/endless') response.writeHead(200, json).end(' '.repeat(2_000_000));
    else if (path === '/churn') response.writeHead(200, json).end(set(`k${answers}`));
    else if (path === '/at-times' && answers % 2 === 0) response.destroy();
    else if (path === '/kept') response.writeHead(200, { ...json, 'Cache-Control': 'max-age=604800' }).end(set('k'));
    else if (path === '/http2') response.writeHead(426).end();
    else if (path === '/echo') response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>Welcome</p>');
    else response.writeHead(200, json).end(set('k'));
  });
});
afterAll(async () => {
  await sandbox.close();
  await tool.close();
  await bench.remove();
});

const privateNetwork = 'The key set has an address of a private network.';

test.each<[string, number | null, string[]]>([
  ['/keys', 200, []],
  ['/moved', 200, ['NET-09 warning The key set is behind a redirect.']],
  ['/html', 200, ['NET-09 warning The key set is not called JSON.', 'CFG-09 error There is no key set.']],
  ['/large', 200, ['NET-09 warning The key set is large.']],
  ['/endless', null, ['NET-09 error The key set cannot be reached.']],
  ['/churn', 200, ['NET-09 error The key set changes from one moment to the next.']],
  ['/at-times', 200, ['NET-09 error The key set answers only at times.']],
  ['/kept', 200, ['NET-09 warning The key set may be kept for long.']],
  ['/http2', 426, ['NET-09 error The key set cannot be read by HTTP/1.1.']],
])('a key set at %s', async (path, status, expected) => {
  answers = 0;
  const found = await bench.call('diagnosis.jwks', { url: `${tool.url}${path}` });
  const said = found.checks.map(({ id, severity, title }) => `${id} ${severity} ${title}`);
  expect(found.status).toBe(status);
  expect(said.filter((one) => !one.endsWith(privateNetwork))).toEqual(expected);
  expect(said.some((one) => one.endsWith(privateNetwork))).toBe(status === 200);
  expect(answers).toBeGreaterThan(0);
});

test('an echo of the sandbox shows what a proxy in front of it lost', async () => {
  const echo = (path: string) => bench.call('diagnosis.proxy', { url: `${sandbox.urls.misbehavingTool}${path}` });
  const fine = await echo('/echo');
  expect(fine).toMatchObject({ status: 200, checks: [], forwarded: [] });
  expect(fine.seen).toEqual(fine.asked);
  const rewritten = await echo('/echo/host-rewritten');
  expect(rewritten.seen).toEqual({ scheme: 'http', host: 'tool.internal', port: 8080 });
  expect(rewritten.checks).toMatchObject([
    { id: 'NET-10', severity: 'error', owner: 'network', title: expect.stringContaining('host name') },
    { id: 'NET-10', severity: 'error', title: expect.stringContaining('port') },
  ]);
  const noEcho = await bench.call('diagnosis.proxy', { url: `${tool.url}/echo` });
  expect(noEcho).toMatchObject({ status: 200, seen: null, checks: [{ title: 'There is no echo at this address.' }] });
  const nobody = await bench.call('diagnosis.proxy', { url: 'http://127.0.0.1:9/echo' });
  expect(nobody.checks).toMatchObject([{ title: 'The echo cannot be reached.' }]);
  expect(await bench.refusal('diagnosis.proxy', { url: 'file:///etc/passwd' })).toMatchObject({
    code: 'input.invalid',
  });
});

test('credentials of the vault are judged by how they are used, without its key', async () => {
  await bench.createVault();
  const draft = {
    kind: 'oauth-consumer' as const,
    name: 'Shared',
    consumerKey: 'k-1',
    secret: 'canary-shared-1',
    allowedHosts: [] as string[],
  };
  const shared = await bench.call('credentials.create', { draft });
  const spare = await bench.call('credentials.create', { draft: { ...draft, name: 'Spare' } });
  const [contract] = await bench.call('contracts.list', {});
  if (contract === undefined) throw new Error('no contract');
  for (const environment of ['test', 'production'] as const) {
    await bench.call('connections.create', {
      draft: {
        name: `Tool ${environment}`,
        contractId: contract.id,
        baseUrl: tool.url,
        credentialId: shared.id,
        environment,
        variables: {},
        notes: '',
      },
    });
  }
  await bench.call('vault.lock', {});
  const found = await bench.call('diagnosis.credentials', {});
  const titles = found.map(({ name, checks }) => [name, ...checks.map(({ title }) => title)]);
  expect(titles).toEqual([
    ['Shared', 'Several environments share the credential.'],
    ['Spare', 'The credential is not used.'],
  ]);
  expect(await bench.call('diagnosis.credentials', { id: spare.id })).toHaveLength(1);
  expect(await bench.refusal('diagnosis.credentials', { id: 'nothing' })).toMatchObject({ code: 'not-found' });
  await bench.call('vault.unlock', { method: { kind: 'passphrase', passphrase } });
});
