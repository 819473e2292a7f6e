import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect } from 'vitest';
import { z } from 'zod';
import { HarRecorder } from '../../fixtures/har-recorder.ts';
import { Bench, startTool, type Tool } from '../bench.ts';
import { row } from './row.ts';

let bench: Bench;
let tool: Tool;
let platform: Tool;
let published = '';
let rightSet = '';
beforeAll(async () => {
  bench = new Bench();
  const pair = await generateKeyPair('RS256');
  rightSet = JSON.stringify({
    keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'tool-1', alg: 'RS256', use: 'sig' }],
  });
  tool = await startTool((request, response) => {
    if (request.url === '/moved') response.writeHead(301, { Location: '/keys' }).end();
    else response.writeHead(200, { 'Content-Type': 'application/json' }).end(published);
  });
  platform = await startTool(async (_request, response) => {
    const isRead = await fetch(`${tool.url}/keys`)
      .then((answer) => answer.json())
      .then((set) => z.object({ keys: z.array(z.unknown()) }).safeParse(set).success)
      .catch(() => false);
    response.writeHead(isRead ? 200 : 400, { 'Content-Type': 'text/plain' });
    response.end(isRead ? 'Saved.' : `JWKS could not be loaded from the URL: ${tool.url}/keys`);
  });
});
afterAll(async () => {
  await platform.close();
  await tool.close();
  await bench.remove();
});

row('B12', 'the platform cannot read the key set of the tool', async () => {
  const said = async (keys: string) => {
    published = keys;
    const record = new HarRecorder();
    await record.form(`${platform.url}/content`, { a: 'selection' });
    return (await bench.call('diagnosis.paste', { text: record.text() })).checks.filter(({ id }) => id === 'NET-11');
  };
  expect(await said('<!doctype html><p>Sign in</p>')).toMatchObject([{ severity: 'error', owner: 'tool-vendor' }]);
  expect(await said('{"kty":"RSA","n":"x","e":"AQAB"}')).toHaveLength(1);
  expect(await said(rightSet)).toEqual([]);

  const read = async (path: string, keys = rightSet) => {
    published = keys;
    const { checks } = await bench.call('diagnosis.jwks', { url: `${tool.url}${path}` });
    return checks.filter(({ severity }) => severity !== 'info').map(({ id, title, seen }) => `${id} ${title} ${seen}`);
  };
  expect((await read('/keys', '<!doctype html><p>Sign in</p>')).join()).toMatch(/CFG-09[^,]*HTML/);
  expect((await read('/keys', '{"kty":"RSA","n":"x","e":"AQAB"}')).join()).toMatch(/CFG-09[^,]*single key/);
  expect((await read('/moved')).join()).toContain('NET-09 The key set is behind a redirect.');
  expect((await read('/keys')).filter((said) => !said.includes('private network'))).toEqual([]);
  const nobody = await bench.call('diagnosis.jwks', { url: 'http://127.0.0.1:9/keys' });
  expect(nobody.checks).toMatchObject([{ id: 'NET-09', severity: 'error', title: 'The key set cannot be reached.' }]);
});
