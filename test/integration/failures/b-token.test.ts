import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { TokenStep } from '../../../src/protocol/models/advantage/checklist.ts';
import type { Capture } from '../../../src/protocol/models/lti/catcher.ts';
import {
  type AdvantagePlatform,
  type LaunchChanges,
  ltiClaim,
  startAdvantagePlatform,
} from '../../fixtures/advantage-platform.ts';
import { CatchBench, errorsOf, expectHealthy } from './catching.ts';
import { row } from './row.ts';

let bench: CatchBench;
let platform: AdvantagePlatform;
beforeAll(async () => {
  bench = new CatchBench();
  await bench.begin();
});
afterAll(() => bench.remove());
beforeEach(async () => {
  platform = await startAdvantagePlatform();
  await bench.register(platform);
});
afterEach(async () => {
  await bench.forgetRegistrations();
  await platform.close();
});

/** Launches the catcher from a platform that makes this mistake. */
async function launched(changes: LaunchChanges = {}, from = platform): Promise<Capture> {
  await from.launch(bench.urls, changes);
  return bench.newest();
}

const stepOf = ({ checklist }: Capture, id: TokenStep['id']): TokenStep | undefined =>
  checklist?.steps.find((step) => step.id === id);
const seconds = () => Math.floor(Date.now() / 1000);

row('B11', 'the key is not in the key set, or there is no key set', async () => {
  const rotated = await launched({ header: { kid: 'last-year' } });
  expect(rotated.checklist?.firstFailure).toBe('key');
  expect(stepOf(rotated, 'key')?.expected).toContain('under another');
  const stranger = await launched({ signWithStranger: true });
  expect(stranger.checklist?.firstFailure).toBe('signature');

  const publishing = async (answer: (keys: string) => string) => {
    const other = await startAdvantagePlatform(answer);
    await bench.register(other);
    const capture = await launched({}, other);
    await other.close();
    return stepOf(capture, 'key');
  };
  expect(await publishing(() => '<!doctype html><p>Sign in</p>')).toMatchObject({ status: 'failed', check: 'OI-04' });
  expect((await publishing(() => '<!doctype html><p>Sign in</p>'))?.seen).toContain('a page of HTML');
  expect((await publishing((keys) => keys.slice(9, -2)))?.seen).toContain('single key');
  expectHealthy(await launched());
});

row('B13', 'the clock of the platform is a moment ahead', async () => {
  const ahead = await launched({ claims: { iat: Date.now() / 1000 + 0.9 } });
  expect(stepOf(ahead, 'iat')).toMatchObject({ status: 'remarked', check: 'OI-05' });
  expect(stepOf(ahead, 'iat')?.seen).toContain('no difference of clocks');
  const far = await launched({ claims: { iat: seconds() + 120, exp: seconds() + 400 } });
  expect(far.checklist?.firstFailure).toBe('iat');
  expect(stepOf(await launched(), 'iat')?.status).toBe('passed');
});

row('B14', 'the token took more than ten seconds', async () => {
  const slow = await launched({ claims: { iat: seconds() - 15 } });
  expect(stepOf(slow, 'iat')).toMatchObject({ status: 'remarked', seen: expect.stringContaining('ltijs') });
  expect(slow.checks.map(({ id, severity }) => [id, severity])).toContainEqual(['OI-05', 'warning']);
  expectHealthy(await launched());
});

row('B15', 'exp in milliseconds, or past', async () => {
  const milliseconds = await launched({ claims: { exp: Date.now() + 300_000 } });
  expect(milliseconds.checklist?.firstFailure).toBe('exp');
  expect(stepOf(milliseconds, 'exp')?.seen).toContain('milliseconds');
  expect((await launched({ claims: { iat: seconds() - 200, exp: seconds() - 90 } })).checklist?.firstFailure).toBe(
    'exp',
  );
  expectHealthy(await launched());
});

row('B16', 'the nonce is another one, or was used before', async () => {
  const reloaded = await launched({ twice: true });
  expect(reloaded.checklist?.firstFailure).toBe('nonce');
  expect(stepOf(reloaded, 'nonce')).toMatchObject({ owner: 'browser', check: 'OI-03' });
  const another = await launched({ claims: { nonce: 'another' } });
  expect(stepOf(another, 'nonce')).toMatchObject({ status: 'failed', owner: 'platform-admin' });
  expectHealthy(await launched());
});

row('B17', 'a token signed with a shared secret', async () => {
  const capture = await launched({ header: { alg: 'HS256' } });
  expect(capture.checklist?.firstFailure).toBe('alg');
  expect(errorsOf(capture)[0]).toMatchObject({ id: 'OI-04', seen: expect.stringContaining('shared secret') });
  expectHealthy(await launched());
});

row('B18', 'claims with a wrong name, type or version', async () => {
  const version = await launched({ claims: { [ltiClaim('version')]: '1.3' } });
  expect(version.checklist?.firstFailure).toBe('version');
  const types = await launched({
    claims: {
      [ltiClaim('roles')]: 'Instructor',
      [ltiClaim('resource_link')]: { id: 7 },
      [ltiClaim('custom')]: { a: 1 },
    },
  });
  const schema = stepOf(types, 'schema');
  expect(schema).toMatchObject({ status: 'failed', check: 'OI-06' });
  expect(schema?.faults.map(({ path }) => path)).toEqual(
    expect.arrayContaining([`$['${ltiClaim('resource_link')}'].id`, `$['${ltiClaim('custom')}'].a`]),
  );
  expect(stepOf(types, 'roles')?.status).toBe('failed');
  expectHealthy(await launched());
});

row('B19', 'aud as a list', async () => {
  const list = await launched({ claims: { aud: [platform.clientId] } });
  expect(stepOf(list, 'aud')).toMatchObject({ status: 'remarked', check: 'OI-05' });
  const several = await launched({ claims: { aud: [platform.clientId, 'other'] } });
  expect(several.checklist?.firstFailure).toBe('azp');
  expectHealthy(await launched());
});

row('B24', 'the token leads elsewhere than the login said', async () => {
  const capture = await launched({ claims: { [ltiClaim('target_link_uri')]: 'https://tool.example/other' } });
  expect(stepOf(capture, 'target_link_uri')).toMatchObject({ check: 'OI-08' });
  expect(stepOf(capture, 'target_link_uri')?.status).not.toBe('passed');
  expect(stepOf(await launched(), 'target_link_uri')?.status).toBe('passed');
});
