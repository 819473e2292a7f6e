import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { chooseToSave } from './harness/dialogs.ts';
import { launchApp, type RunningApp, seen } from './harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

let running: RunningApp;
let pages: Pages;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  await setUpSandbox(pages, 'only for the test of the timeline');
  await pages.connections.open('Misbehaving tool');
});
afterAll(() => running.close());

const press = (keys: string) => running.window.keyboard.press(keys);
const copied = () => running.app.evaluate(({ clipboard }) => clipboard.readText());

async function launchAs(behaviour: string, mode: 'Window' | 'Frame'): Promise<void> {
  await pages.try.field('behaviour').click();
  await running.window.getByRole('option', { name: behaviour, exact: true }).click();
  await pages.try.launchIn(mode);
  await pages.try.launch.click();
}

test('a launch whose redirect loses the POST opens on the hop that lost it, findings first', async () => {
  await launchAs('redirect-302', 'Window');
  await seen(pages.timeline.hop(2)).toContainText('POST became GET');
  await seen(pages.timeline.hop(2)).toContainText('302 redirect by hop 1');
  await seen(pages.timeline.hop(1)).toHaveAttribute('aria-expanded', 'true');
  await seen(pages.timeline.headline).toContainText('It first went wrong at hop 1.');
  await seen(pages.timeline.findings.getByRole('listitem').first()).toContainText(
    'A redirect turned the POST into a GET',
  );
  const detail = pages.timeline.detail(1);
  await seen(detail.getByRole('article').first()).toHaveAccessibleName(/A redirect turned the POST into a GET/);
  await seen(detail.getByRole('table', { name: 'Posted fields' })).toContainText('lti_message_type');
});

test('the hops are walked by the keyboard, and the time zoomed', async () => {
  await pages.timeline.hop(1).focus();
  await press('ArrowDown');
  await seen(pages.timeline.hop(2)).toBeFocused();
  await press('Enter');
  await seen(pages.timeline.detail(2)).toBeVisible();
  await seen(pages.timeline.detail(2)).toContainText('The fields of the form did not come along');
  await press('Home');
  await seen(pages.timeline.hop(1)).toBeFocused();
  await press('End');
  await seen(pages.timeline.hop(2)).toBeFocused();
  await seen(pages.timeline.fit).toBeDisabled();
  await press('+');
  await seen(pages.timeline.fit).toBeEnabled();
  await press('0');
  await seen(pages.timeline.fit).toBeDisabled();
});

test('a finding leads to its hop, and gives a line for a ticket', async () => {
  const finding = pages.timeline.findings.getByRole('button', { name: /Go to hop 1$/ }).first();
  await finding.click();
  await seen(pages.timeline.hop(1)).toBeFocused();
  await seen(pages.timeline.hop(1)).toHaveAttribute('aria-expanded', 'true');
  await pages.timeline.findings.getByRole('button', { name: /^Copy the line for a ticket: A redirect/ }).click();
  await expect.poll(copied).toContain('NET-01');
});

test('the timeline is copied as text and saved as HAR', async () => {
  await pages.timeline.viewAs('Text');
  await seen(pages.timeline.text).toContainText('POST turned into GET');
  await pages.timeline.copyText.click();
  await expect.poll(copied).toContain('The first that went wrong is hop 1.');
  const answer = await chooseToSave(running);
  await pages.timeline.saveHar.click();
  await expect.poll(() => answer.suggested()).toMatch(/\.har$/);
  const name = (await answer.suggested()) ?? '';
  const har = z.object({ log: z.object({ version: z.string(), entries: z.array(z.unknown()) }) });
  await expect
    .poll(async () => har.safeParse(JSON.parse(await readFile(answer.path(name), 'utf8').catch(() => 'null'))).data)
    .toMatchObject({ log: { version: '1.2', entries: [{}, {}] } });
  await pages.timeline.viewAs('Picture');
});

test('a blocked cookie is told with its attributes, what became of it, and why', async () => {
  await launchAs('cookie-lax', 'Frame');
  await seen(pages.timeline.rows.filter({ hasText: /cookies? blocked/ }).first()).toHaveAttribute(
    'aria-expanded',
    'true',
  );
  const cookies = running.window.getByRole('table', { name: 'Cookies it set' });
  await seen(cookies).toContainText('SameSite=Lax');
  await seen(cookies).toContainText('blocked');
  await seen(cookies).toContainText('Set SameSite=None; Secure.');
});

test('a page that refuses frames is opened with the header that says so, judged for another LMS as asked', async () => {
  await launchAs('frame-deny', 'Frame');
  const refused = pages.timeline.rows.filter({ hasText: /refuses to be framed/i });
  await seen(refused).toHaveAttribute('aria-expanded', 'true');
  await seen(pages.timeline.region.getByRole('table', { name: 'Framing' })).toContainText('X-Frame-Options');
});

test('Escape and the size of the result reach the app from inside of the page', async () => {
  const pressInPage = (keyCode: string, modifiers: ('control' | 'shift')[]) =>
    running.app.evaluate(
      ({ webContents }, keys) => {
        const page = webContents.getAllWebContents().find((contents) => /^https?:/.test(contents.getURL()));
        page?.focus();
        page?.sendInputEvent({ type: 'keyDown', ...keys });
        page?.sendInputEvent({ type: 'keyUp', ...keys });
      },
      { keyCode, modifiers },
    );
  await pressInPage('M', ['control', 'shift']);
  await seen(pages.try.form).toBeHidden();
  await pressInPage('Escape', []);
  await seen(pages.try.form).toBeVisible();
});

test('the history diagnoses an exchange and compares two of them', async () => {
  await pages.shell.goTo('History');
  await pages.history.rows.first().click();
  await pages.history.detail.getByRole('button', { name: 'Diagnose' }).click();
  await seen(pages.timeline.headline).toContainText('went wrong');
  for (const index of [0, 2]) await pages.history.rows.nth(index).getByRole('checkbox').click();
  await pages.history.compare.click();
  const { comparison } = pages.history;
  await seen(comparison.getByRole('table', { name: 'What was sent' })).toContainText('launch mode');
  await seen(comparison.getByRole('table', { name: 'What came of it' })).toContainText('405');
  await seen(comparison).toContainText(/Hop 1 differs in/);
});
