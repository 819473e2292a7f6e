import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
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

async function launched(changes: LaunchChanges = {}): Promise<Capture> {
  await platform.launch(bench.urls, changes);
  return bench.newest();
}

row('B6', 'the platform does not know the user: login_required', async () => {
  const capture = await launched({ error: { error: 'login_required' } });
  expect(capture.summary).toMatchObject({ kind: 'error', label: 'login_required' });
  expect(errorsOf(capture)).toMatchObject([{ id: 'OI-09', owner: 'browser' }]);
  expectHealthy(await launched());
});

row('B7', 'the launch had run out: an error in place of a token', async () => {
  const error = {
    error: 'launch_no_longer_valid',
    error_description: 'The launch has either expired or already been consumed',
  };
  const [found] = errorsOf(await launched({ error }));
  expect(found).toMatchObject({
    id: 'OI-09',
    owner: 'platform-admin',
    seen: expect.stringContaining('already been consumed'),
  });
  expect(found?.expected).toContain('Redis');
  expectHealthy(await launched());
});

row('B9', 'an issuer or client id that is not registered', async () => {
  const slash = errorsOf(await launched({ login: { iss: `${platform.origin}/` } }));
  expect(slash[0]).toMatchObject({ id: 'OI-01', owner: 'platform-admin' });
  expect(slash[0]?.title).toBe('The issuer is not the one registered.');
  const unknown = errorsOf(await launched({ login: { iss: 'https://lms.example' } }));
  expect(unknown[0]?.title).toContain('issuer');
  const client = errorsOf(await launched({ login: { client_id: 'another' } }));
  expect(client[0]).toMatchObject({ id: 'OI-01', title: 'The client id is not the one registered.' });
  expectHealthy(await launched());
});

row('B10', 'a deployment nobody registered', async () => {
  const capture = await launched({ claims: { [ltiClaim('deployment_id')]: 'deployment-2' } });
  expect(capture.checklist?.firstFailure).toBe('deployment_id');
  expect(errorsOf(capture)[0]?.seen).toContain('"deployment-2", registered is "deployment-1"');
  const misnamed = await launched({ login: { deployment_id: 'deployment-1' } });
  expect(misnamed.checks.map(({ id, seen }) => [id, seen])).toContainEqual(['OI-01', 'deployment_id in the login.']);
  expectHealthy(await launched());
});
