import { afterAll, beforeAll, expect } from 'vitest';
import { z } from 'zod';
import { HarRecorder } from '../../fixtures/har-recorder.ts';
import { Bench, startTool, type Tool } from '../bench.ts';
import { row } from './row.ts';

let bench: Bench;
let tool: Tool;
let platform: Tool;
let published = '';
beforeAll(async () => {
  bench = new Bench();
  tool = await startTool((_request, response) => response.end(published));
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
  expect(await said('{"keys":[]}')).toEqual([]);
});
