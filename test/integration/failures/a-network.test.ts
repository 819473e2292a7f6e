import { createHash, randomUUID } from 'node:crypto';
import { hmacsign } from 'oauth-sign';
import { afterAll, beforeAll, expect } from 'vitest';
import { replace } from '../../../src/core/lti/outcomes/test-support.ts';
import type { ExchangeDiagnosis } from '../../../src/protocol/models/exchanges/exchange-diagnosis.ts';
import { startTool } from '../bench.ts';
import { errorsOf, LaunchBench } from './launching.ts';
import { row } from './row.ts';

let bench: LaunchBench;
beforeAll(async () => {
  bench = new LaunchBench();
  await bench.begin();
});
afterAll(() => bench.remove());

/** The finding that stands on the hop a person is led to. */
const first = ({ timeline }: ExchangeDiagnosis) =>
  timeline.findings.find(({ hop, severity }) => hop === timeline.firstWrongHop && severity === 'error');

row('A15', 'a redirect turns the POST into a GET, or takes it to another address', async () => {
  for (const behaviour of ['redirect-301', 'redirect-302', 'redirect-303', 'redirect-slash'] as const) {
    const lost = await bench.launch(behaviour);
    expect(first(lost), behaviour).toMatchObject({ id: 'NET-01', hop: 0, owner: 'platform-admin' });
    expect(first(lost)?.title).toContain('POST into a GET');
    expect(lost.signature).toMatchObject({ verdict: 'valid' });
  }
  expect(first(await bench.launch('redirect-307-reverified'))).toMatchObject({
    id: 'NET-01',
    hop: 0,
    title: 'A redirect took the form to an address it was not signed for.',
  });
  expect(errorsOf(await bench.launch('redirect-307'))).toEqual([]);
});

row('A17', 'the clocks of both sides differ', async () => {
  for (const behaviour of ['clock-ahead', 'clock-behind'] as const) {
    const { timeline } = await bench.launch(behaviour);
    expect(
      timeline.findings.find(({ id }) => id === 'NET-08'),
      behaviour,
    ).toMatchObject({ severity: 'error', hop: 0 });
    expect(timeline.clock.windows.find(({ peer }) => peer === 'VitalSource')?.accepts).toBe(false);
  }
  const healthy = await bench.launch('redirect-307');
  expect(healthy.timeline.clock.windows.find(({ peer }) => peer === 'VitalSource')?.accepts).toBe(true);
  expect(errorsOf(healthy)).toEqual([]);
});

row('A20', 'the tool returns a grade with a wrong body hash, or signed for another address', async () => {
  const offering = { fields: { lis_result_sourcedid: 'result-1' }, platform: { outcomes: true } };
  const byHash = await bench.launch('outcomes-body-hash', offering);
  expect(byHash.message[0]).toMatchObject({ id: 'OA-10', severity: 'error', owner: 'tool-vendor' });
  const byPath = await bench.launch('outcomes-url', offering);
  expect(byPath.message[0]).toMatchObject({ id: 'OA-09', severity: 'error', owner: 'tool-vendor' });
  expect(byPath.message[0]?.seen).toContain('Ruled out');

  const tool = await startTool((_request, response) => response.end('<p>Welcome</p>'));
  const credential = { key: 'grading-tool', secret: 'made up & used here=only' };
  const connection = await bench.connect(tool.url, credential.key, credential.secret);
  const graded = async (spelling: (url: string) => string) => {
    const { exchange } = await bench.launchAt(connection, 'redirect-302', offering);
    const { request } = await bench.call('exchanges.get', { id: exchange.id });
    const service = new Map(request.fields).get('lis_outcome_service_url') ?? '';
    await returnGrade(service, spelling(service), credential);
    return bench.call('diagnosis.exchange', { id: exchange.id });
  };
  const behindProxy = await graded((url) => url.replace('http:', 'https:'));
  expect(behindProxy.message[0]).toMatchObject({ id: 'OA-09', severity: 'error' });
  expect(behindProxy.message[0]?.title).toContain('http');
  expect(errorsOf(await graded((url) => url))).toEqual([]);
  await tool.close();
});

/** Returns a grade as a tool does, its signature made for `signedFor`. */
async function returnGrade(service: string, signedFor: string, { key, secret }: { key: string; secret: string }) {
  const body = replace('0.85', 'result-1');
  const oauth: Record<string, string> = {
    oauth_consumer_key: key,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_nonce: randomUUID(),
    oauth_version: '1.0',
    oauth_body_hash: createHash('sha1').update(body).digest('base64'),
  };
  const all = { ...oauth, oauth_signature: hmacsign('POST', signedFor, oauth, secret) };
  const header = Object.entries(all).map(([name, value]) => `${name}="${encodeURIComponent(value)}"`);
  await fetch(service, {
    method: 'POST',
    headers: { 'Content-Type': 'application/xml', Authorization: `OAuth ${header.join(', ')}` },
    body,
  });
}
