import { afterAll, beforeAll, expect } from 'vitest';
import { errorsOf, LaunchBench } from './launching.ts';
import { row } from './row.ts';

let bench: LaunchBench;
beforeAll(async () => {
  bench = new LaunchBench();
  await bench.begin();
});
afterAll(() => bench.remove());

row('B8', 'Moodle answers “Invalid request”', async () => {
  const { timeline } = await bench.launch('error-text-moodle');
  expect(timeline.findings.find(({ id }) => id === 'NET-11')).toMatchObject({ hop: 0, owner: 'platform-admin' });
  expect(timeline.findings.find(({ id }) => id === 'NET-11')?.expected).toMatch(/redirect/i);
  expect(errorsOf(await bench.launch('redirect-307'))).toEqual([]);

  const registered = (redirectUris: string[]) =>
    bench.call('diagnosis.configuration', {
      registration: { targetLinkUri: 'https://tool.example/launch', redirectUris },
    });
  const [differs] = (await registered(['https://tool.example/launch/'])).filter(({ id }) => id === 'CFG-06');
  expect(differs?.seen).toContain('slash');
  expect((await registered(['https://tool.example/launch'])).filter(({ id }) => id === 'CFG-06')).toEqual([]);
});
