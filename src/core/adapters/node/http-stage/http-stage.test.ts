import { expect, it, onTestFinished } from 'vitest';
import type { StageEvent } from '../../../../protocol/host.ts';
import { createTransport } from '../../../http/index.ts';
import { serveRaw, testBench } from '../../../http/test-servers.ts';
import { httpStage } from './http-stage.ts';

const { started } = testBench();

/** What the stage tells of a launch whose page is there, until it is over. */
async function visit(url: string): Promise<StageEvent[]> {
  const transport = createTransport();
  onTestFinished(() => transport.close());
  const stage = httpStage({ transport: () => transport, userAgent: 'test', timeoutMs: 5_000 });
  const events: StageEvent[] = [];
  const over = new Promise<void>((resolve) => {
    stage.onEvent((event) => {
      events.push(event);
      if (event.type === 'closed') resolve();
    });
  });
  await stage.open({ exchangeId: 'a', url, mode: 'window', records: 'launch', thirdPartyCookies: 'allowed' });
  await over;
  return events;
}

it('a launch page that cannot be loaded is a failed hop with the reason of the network', async () => {
  const { port, close } = await serveRaw('');
  await close();
  const url = `http://127.0.0.1:${port}/launch/x`;
  const [hop, ...rest] = await visit(url);
  const failure = { error: 'network.refused', reason: `nothing listens on port ${port} of 127.0.0.1` };
  expect(hop).toMatchObject({ type: 'hop', hop: { index: 0, method: 'GET', url, status: null, failure } });
  expect(rest.map(({ type }) => type)).toEqual(['settled', 'closed']);
});

it('a launch page that answers with an error is a failed hop that names the status', async () => {
  const port = await started(serveRaw('HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nConnection: close\r\n\r\ngone'));
  const [hop] = await visit(`http://127.0.0.1:${port}/launch/x`);
  expect(hop).toMatchObject({ type: 'hop', hop: { status: null, failure: { error: 'launch-page' } } });
  expect(JSON.stringify(hop)).toContain('answered 404');
});
