import { afterAll, beforeAll, test } from 'vitest';
import { launchApp, type RunningApp, seen } from './harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';
import { probePage } from './pages/probe.ts';

let running: RunningApp;
let pages: Pages;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  await setUpSandbox(pages, 'only for the test of the probe');
  await pages.connections.open('Misbehaving tool');
});
afterAll(() => running.close());

test('a tool behind a proxy is asked, with consent, which signature it accepts, and the answer stays with the launch', async () => {
  const probe = probePage(running.window);
  await pages.try.field('behaviour').click();
  await running.window.getByRole('option', { name: 'host-rewritten', exact: true }).click();
  await pages.try.launchIn('Window');
  await pages.try.launch.click();
  await seen(pages.timeline.headline).toContainText('wrong');
  await probe.ask.click();
  await seen(probe.start).toBeDisabled();
  await probe.internalHosts.fill('tool.internal:8080');
  await probe.consent.check();
  await probe.start.click();
  await seen(probe.finding).toContainText('http://tool.internal:8080/launch/host-rewritten');
  await seen(probe.finding).toContainText('url-host');
  await seen(probe.launches.getByRole('row')).toHaveCount(6);
  await running.window.keyboard.press('Escape');
  await seen(pages.timeline.findings).toContainText('The tool accepts the launch when it is signed for');
  await seen(probe.show).toBeVisible();
});
