import { afterAll, beforeAll, expect } from 'vitest';
import type { Misbehaviour } from '../../../src/protocol/misbehaving/catalogue.ts';
import type { ExchangeDiagnosis } from '../../../src/protocol/models/exchanges/exchange-diagnosis.ts';
import { errorsOf, LaunchBench } from './launching.ts';
import { row } from './row.ts';

let bench: LaunchBench;
beforeAll(async () => {
  bench = new LaunchBench();
  await bench.begin();
});
afterAll(() => bench.remove());

const inFrame = (id: Misbehaviour['id'], framingOrigin?: string) =>
  bench.launch(id, { mode: 'iframe', ...(framingOrigin === undefined ? {} : { framingOrigin }) });

/** The errors of one check, with the hop each stands on. */
const errors = ({ timeline }: ExchangeDiagnosis, check: string) =>
  timeline.findings.filter(({ id, severity }) => id === check && severity === 'error');

row('B1', 'the session cookie is kept out of a frame', async () => {
  for (const behaviour of ['cookie-lax', 'cookie-strict'] as const) {
    const lost = await inFrame(behaviour);
    expect(errors(lost, 'NET-03'), behaviour).toMatchObject([{ hop: 0, owner: 'tool-vendor' }]);
    expect(lost.timeline.firstWrongHop).toBe(0);
  }
  expect(errorsOf(await bench.launch('cookie-lax'))).toEqual([]);
  expect(errorsOf(await inFrame('cookie-partitioned'))).toEqual([]);
});

row('B2', 'SameSite=None without Secure', async () => {
  for (const mode of ['window', 'iframe'] as const) {
    const [lost] = errors(await bench.launch('cookie-none-insecure', { mode }), 'NET-03');
    expect(lost).toMatchObject({ hop: 0, seen: expect.stringContaining('SameSite=None needs Secure') });
  }
  expect(errorsOf(await inFrame('cookie-none-secure'))).toEqual([]);
});

row('B3', 'a cookie for another host, another path, or too short a time', async () => {
  const cases = [
    ['cookie-other-host', 1, 'it belongs to '],
    ['cookie-other-path', 1, 'its Path is /login'],
    ['cookie-expired', 2, 'it was good for 1 s'],
  ] as const;
  for (const [behaviour, hop, why] of cases) {
    const found = errors(await bench.launch(behaviour), 'NET-03');
    expect(found, behaviour).toMatchObject([{ hop, owner: 'tool-vendor', seen: expect.stringContaining(why) }]);
  }
  expect(errorsOf(await bench.launch('cookie-none-secure'))).toEqual([]);
});

row('B20', 'the tool, a later hop or only its error page refuses frames', async () => {
  const cases = [
    ['frame-deny', 0],
    ['frame-sameorigin', 0],
    ['frame-ancestors-none', 0],
    ['frame-ancestors-other', 0],
    ['frame-later-hop', 1],
    ['frame-error-page', 0],
  ] as const;
  for (const [behaviour, hop] of cases) {
    const refused = await inFrame(behaviour);
    expect(errors(refused, 'NET-04'), behaviour).toMatchObject([{ hop, owner: 'tool-vendor' }]);
    expect(refused.timeline.firstWrongHop).toBe(hop);
    expect(refused.timeline.findings.map(({ title }) => title)).not.toContain('A page did not arrive.');
  }
  for (const behaviour of ['frame-allow-from', 'frame-allowall'] as const) {
    const { timeline } = await inFrame(behaviour);
    expect(timeline.findings, behaviour).toMatchObject([{ id: 'NET-04', severity: 'warning' }]);
  }
  expect(errorsOf(await inFrame('frame-contradicting'))).toEqual([]);
  expect(errorsOf(await bench.launch('frame-deny'))).toEqual([]);
});

row('B21', 'a page over http in the frame of an LMS over https', async () => {
  const lms = 'https://lms.example';
  const found = errors(await inFrame('host-not-found', lms), 'NET-02');
  expect(found).toMatchObject([{ hop: 1, owner: 'tool-vendor', title: expect.stringContaining('mixed content') }]);
  expect(errors(await inFrame('host-not-found', 'http://lms.example'), 'NET-02')).toEqual([]);
  expect(errorsOf(await inFrame('redirect-307', lms))).toEqual([]);
});
