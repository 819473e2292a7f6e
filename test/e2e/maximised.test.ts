import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type RunningApp, seen } from './harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

let running: RunningApp;
let pages: Pages;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  await setUpSandbox(pages, 'only for the test of the whole width');
  await pages.connections.open('Bookshelf');
});
afterAll(() => running.close());

const widthOfView = async () => (await pages.launch.view.boundingBox())?.width ?? 0;

test('a launch gets the whole width by the keyboard, and Escape gives it back with the form as it was', async () => {
  await pages.try.field('user_id').fill('reader-of-the-wide-page');
  await pages.try.launch.click();
  await seen(pages.try.verdict).toContainText('Conforms');
  const narrow = await widthOfView();

  await running.window.keyboard.press('Control+Shift+M');
  await seen(pages.try.form).toBeHidden();
  await seen(pages.connections.sidebar).toBeHidden();
  await seen(pages.launch.view).toHaveAttribute('data-placement', 'shown');
  await expect.poll(widthOfView).toBeGreaterThan(narrow * 1.2);

  await pages.try.launchIn('Frame');
  await pages.try.launch.click();
  await seen(pages.launch.hops).toContainText('frame');

  await running.window.keyboard.press('Escape');
  await seen(pages.try.field('user_id')).toHaveValue('reader-of-the-wide-page');
  await seen(pages.connections.sidebar).toBeVisible();
});

test('a field the verdict names is led to out of the whole width', async () => {
  await pages.connections.open('Exam platform');
  await pages.try.fillExamples();
  await pages.try.field('tool_name').fill('');
  await pages.try.confirmAnyway();
  await seen(pages.try.goToField).toBeVisible();
  await running.window.getByRole('button', { name: 'Maximise the result' }).click();
  await seen(pages.try.form).toBeHidden();
  await pages.try.goToField.click();
  await seen(pages.try.field('tool_name')).toBeFocused();
});
