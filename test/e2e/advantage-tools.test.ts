import { afterAll, beforeAll, describe, test } from 'vitest';
import { startLtiTool } from '../interop/advantage/lti-tool/tool.ts';
import { startLtijsTool } from '../interop/advantage/ltijs/tool.ts';
import type { RealTool } from '../interop/advantage/real-tool.ts';
import { launchApp, launchViewTexts, pressInLaunchView, type RunningApp, run, seen } from './harness/index.ts';
import { pagesOf, setUpSandbox } from './pages/index.ts';

let running: RunningApp;
let tools: { ltijs: RealTool; ltiTool: RealTool };
beforeAll(async () => {
  tools = { ltijs: await startLtijsTool(), ltiTool: await startLtiTool() };
  running = await launchApp();
  await setUpSandbox(pagesOf(running.window), 'only for the test of real tools');
});
afterAll(async () => {
  await running.close();
  await Promise.all([tools.ltijs.close(), tools.ltiTool.close()]);
});

function viewShows(wanted: string): Promise<void> {
  return seen
    .poll(async () => (await launchViewTexts(running.app)).map(({ text }) => text).join('\n'), { timeout: 20_000 })
    .toContain(wanted);
}

/** What a person does in the embedded view. */
function press(label: string): Promise<void> {
  return seen.poll(() => pressInLaunchView(running.app, label), { timeout: 20_000 }).toBe(true);
}

async function launch(connectionId: string, operationId: string): Promise<string> {
  const form = { connectionId, operationId, values: [] };
  return (await run(running.window, 'exchanges.launch', { form, mode: 'window' })).id;
}

describe.each([
  // It registers as soon as its page is opened; the other asks first.
  ['ltijs', null],
  ['ltiTool', 'Register Tool'],
] as const)('the tool on %s in the embedded view', (name, button) => {
  let connectionId = '';

  test('registers itself', async () => {
    const url = tools[name].addresses.registration;
    const { id } = await run(running.window, 'registrations.begin', { url, withToken: true, mode: 'window' });
    if (button !== null) await press(button);
    await seen
      .poll(async () => (await run(running.window, 'registrations.progress', { id })).state, { timeout: 20_000 })
      .toBe('registered');
    ({ connectionId } = await run(running.window, 'registrations.confirm', { id, name, environment: 'test' }));
  });

  test('is launched, passes a grade back and reads the roster', async () => {
    const exchangeId = await launch(connectionId, 'launchResourceLink');
    await viewShows('Launched: ');
    await seen
      .poll(async () => (await run(running.window, 'exchanges.get', { id: exchangeId })).verdict)
      .toBe('conforms');
    await press('Pass the grade back');
    await viewShows('"resultScore":85');
    await launch(connectionId, 'launchResourceLink');
    await viewShows('Launched: ');
    await press('Read the roster');
    await viewShows('Members: ');
    const items = await run(running.window, 'lineItems.list', { connectionId });
    seen(items[0]?.scores[0]?.score.scoreGiven).toBe(85);
  });

  test('returns what was chosen by deep linking', async () => {
    await launch(connectionId, 'launchDeepLinking');
    await press('Return the selection');
    await seen
      .poll(async () => (await run(running.window, 'contentItems.list', { connectionId })).map(({ title }) => title), {
        timeout: 20_000,
      })
      .toEqual([`Chapter of ${name === 'ltijs' ? 'ltijs' : 'lti-tool'}`]);
  });
});
