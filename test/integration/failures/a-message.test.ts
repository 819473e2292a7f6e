import { afterAll, beforeAll, expect } from 'vitest';
import type { Capture } from '../../../src/protocol/models/lti/catcher.ts';
import { CatchBench, errorsOf, expectHealthy, launchFields, signedForm } from './catching.ts';
import { row } from './row.ts';

let bench: CatchBench;
beforeAll(async () => {
  bench = new CatchBench();
  await bench.begin();
});
afterAll(() => bench.remove());

const caught = (changes: Readonly<Record<string, string>> = {}): Promise<Capture> =>
  bench.catch(signedForm(bench.urls.launch, launchFields(changes)));
const titles = ({ checks }: Capture) => checks.map(({ id, title }) => `${id} ${title}`);

row('A11', 'an imported course brings the key "fake"', async () => {
  const capture = await caught({ oauth_consumer_key: 'fake' });
  expect(capture.signature).toMatchObject({ verdict: 'unchecked', reason: expect.stringContaining('"fake"') });
  expect(titles(capture)).toContain('CFG-03 The consumer key is a placeholder.');
  expectHealthy(await caught());
});

row('A12', 'an LMS without a secret sends a launch without a signature', async () => {
  const fields = Object.entries(launchFields()).filter(([name]) => !name.startsWith('oauth_'));
  const capture = await bench.catch(new URLSearchParams(fields));
  expect(errorsOf(capture)[0]).toMatchObject({
    id: 'OA-01',
    title: 'The launch is not signed.',
    owner: 'platform-admin',
  });
  expect(capture.signature?.reason).toContain('no key or no secret');
  expectHealthy(await caught());
});

row('A18', 'the launch page is loaded again', async () => {
  const form = signedForm(bench.urls.launch, launchFields());
  expectHealthy(await bench.catch(form));
  expect(errorsOf(await bench.catch(form))[0]).toMatchObject({ id: 'OA-04', owner: 'browser' });
  expectHealthy(await caught());
});

row('A19', 'roles a tool does not understand', async () => {
  expect(titles(await caught({ roles: 'Student' }))).toContain('OA-11 Roles are not known to LTI.');
  expect(titles(await caught({ roles: 'urn:lti:instrole:ims/lis/Instructor' }))).toContain(
    'OA-11 No role says what the person is in the course.',
  );
  expect(titles(await caught({ roles: 'Instructor;Learner' }))).toContain(
    'OA-11 Roles are separated by another character.',
  );
  const healthy = await caught({ roles: 'Instructor,urn:lti:role:ims/lis/Learner' });
  expect(
    titles(healthy).filter((title) => title.startsWith('OA-11 Roles are not') || title.includes('No role')),
  ).toEqual([]);
  expect(healthy.roles.map(({ kind }) => kind)).toEqual(['context', 'context']);
});

row('A21', 'a required parameter is missing, or the version is one that does not exist', async () => {
  const [missing] = errorsOf(await caught({ resource_link_id: '' }));
  expect(missing).toMatchObject({ id: 'OA-01', seen: 'Missing: resource_link_id.' });
  const [version] = errorsOf(await caught({ lti_version: 'LTI-1p1' }));
  expect(version).toMatchObject({ id: 'OA-01', title: 'lti_version is wrong.' });
  expectHealthy(await caught());
});

row('A22', 'a title of more than 255 characters', async () => {
  const capture = await caught({ context_title: 'Reading '.repeat(33) });
  expect(capture.checks.find(({ id }) => id === 'OA-05')).toMatchObject({
    title: 'Values are longer than 255 characters.',
    seen: 'In context_title.',
  });
  const healthy = await caught({ context_title: 'Reading '.repeat(31).trim() });
  expectHealthy(healthy);
  expect(healthy.checks.map(({ id }) => id)).not.toContain('OA-05');
});
