import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, launchViewTexts, type RunningApp, seen } from './harness/index.ts';
import { flowPage } from './pages/flow.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

let running: RunningApp;
let pages: Pages;
let flow: ReturnType<typeof flowPage>;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  flow = flowPage(running.window);
  await setUpSandbox(pages, 'only for the test of flows');
  await pages.connections.open('Exam platform');
  await pages.connections.show('Flow');
});
afterAll(() => running.close());

test('a newcomer presses Run, and every step is carried out and judged', async () => {
  await seen(flow.status).toContainText('press Run');
  await seen(flow.inputs).toContainText('all filled in');
  await flow.run.click();
  await seen(flow.status).toContainText('All steps are done.');
  for (const number of [1, 2, 3, 4]) {
    await seen(flow.step(number)).toContainText('Done');
    await seen(flow.step(number)).toContainText('200');
  }
  await seen(flow.step(3)).toContainText('LTI_EXAM_1');
  await seen(flow.step(4)).toContainText('{LTI_EXAM_1}');
  await seen(flow.step(2)).toContainText('••••••');
});

test('the exam page shows the book that has been opened', async () => {
  await flow.openPage.click();
  await seen
    .poll(async () => (await launchViewTexts(running.app)).map(({ text }) => text).join('\n'), { timeout: 20_000 })
    .toContain('Candidate 1 (candidate-1)');
  await seen(pages.launch.view).toHaveAttribute('data-placement', 'shown');
  await seen(pages.launch.rows.first()).toContainText('/exams/1/take');
  await seen(pages.launch.hops.getByRole('button', { name: /POST/ }).first()).toContainText('frame');
  expect(await pages.launch.summaries()).toEqual(['GET 200', 'GET 200', 'POST 302', 'GET 302', 'GET 200']);
  await running.window.getByRole('button', { name: 'Close the page' }).click();
});

test('a failed step stops the flow and says why; corrected, it goes on from there', async () => {
  await flow.inputs.click();
  await flow.input('Custom data').fill('{"vbid": ');
  await flow.run.click();
  await seen(flow.status).toContainText('Stopped at “Link the exam with the tool”');
  await seen(flow.step(3)).toContainText('lti_custom_data');
  await seen(flow.step(4)).toContainText('Waiting');
  await flow.input('Custom data').fill('{"vbid": "L-999-70103"}');
  await flow.resumeAt(3).click();
  await seen(flow.status).toContainText('All steps are done.');
  await seen(flow.step(1)).toContainText('exam_id2');
  await seen(flow.step(3)).toContainText('LTI_EXAM_2');
});

test('run again, exam and tool provider are kept', async () => {
  await flow.again.click();
  await seen(flow.step(1)).toContainText('Kept from an earlier run');
  await seen(flow.step(3)).toContainText('LTI_EXAM_3');
  await seen(flow.status).toContainText('All steps are done.');
  await seen(flow.step(1)).toContainText('exam_id2');
});

test('an existing tool provider is picked from the list', async () => {
  await flow.chooseExisting(2, /Bookshelf \(1\)/);
  await flow.run.click();
  await seen(flow.step(2)).toContainText('Chosen, not created');
  await seen(flow.step(3)).toContainText('LTI_EXAM_4');
  await seen(flow.status).toContainText('All steps are done.');
});

test('each step leads to its exchange', async () => {
  await flow.showExchangeOf(4).click();
  await seen(pages.try.verdict).toContainText('Conforms');
  await pages.try.showPart('Response');
  await seen(pages.try.panel).toContainText('{LTI_EXAM_4}');
});

test('nothing went wrong behind the screens', () => {
  expect(running.trouble.errors).toEqual([]);
});
