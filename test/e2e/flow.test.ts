import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, launchViewTexts, makeUserData, type RunningApp, run, seen } from './harness/index.ts';
import { flowPage } from './pages/flow.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

const passphrase = 'only for the test of flows';
let userData = '';
let running: RunningApp;
let pages: Pages;
let flow: ReturnType<typeof flowPage>;

async function start(): Promise<void> {
  running = await launchApp({ userData });
  pages = pagesOf(running.window);
  flow = flowPage(running.window);
}

beforeAll(async () => {
  userData = await makeUserData();
  await start();
  await setUpSandbox(pages, passphrase);
  await pages.connections.open('Exam platform');
  await pages.connections.sidebar.getByRole('button', { name: /^Flow / }).click();
});
afterAll(async () => {
  await running.close();
  await rm(userData, { recursive: true, force: true, maxRetries: 5 });
});

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
  await expect.poll(() => pages.launch.summaries()).toEqual(['GET 200', 'GET 200', 'POST 302', 'GET 302', 'GET 200']);
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
  await seen(flow.step(1)).toContainText('Kept, not made again');
  await seen(flow.step(3)).toContainText('LTI_EXAM_3');
  await seen(flow.status).toContainText('All steps are done.');
  await seen(flow.step(1)).toContainText('exam_id2');
});

test('only what is ticked is kept', async () => {
  await flow.keepOf(1).uncheck();
  await flow.again.click();
  await seen(flow.status).toContainText('All steps are done.');
  await seen(flow.step(1)).toContainText('exam_id3');
  await seen(flow.step(2)).toContainText('Kept, not made again');
  await flow.keepOf(1).check();
});

test('an existing tool provider is searched for and picked from the list', async () => {
  await flow.chooseExisting(2, /Bookshelf \(1\)/, 'book');
  await flow.run.click();
  await seen(flow.step(2)).toContainText('Chosen, not created');
  await seen(flow.step(3)).toContainText('LTI_EXAM_5');
  await seen(flow.status).toContainText('All steps are done.');
});

test('each step leads to its exchange', async () => {
  await flow.showExchangeOf(4).click();
  await seen(pages.try.verdict).toContainText('Conforms');
  await pages.try.showPart('Response');
  await seen(pages.try.panel).toContainText('{LTI_EXAM_5}');
});

test('key and secret come from a credential in the vault, which stays out of the window', async () => {
  await pages.shell.goTo('Credentials');
  const { baseUrl } = (await run(running.window, 'connections.list', {})).find(
    ({ name }) => name === 'Exam platform',
  ) ?? { baseUrl: '' };
  await pages.credentials.createConsumer({
    name: 'Quiz tool',
    key: 'key-from-the-vault',
    secret: 'not a secret',
    hosts: [baseUrl],
  });
  await pages.shell.goTo('Connections');
  await pages.connections.openTab('Exam platform');
  await pages.connections.show('Flow');
  await flow.step(2).getByText('Create a new one', { exact: true }).click();
  await flow.chooseCredential('Quiz tool');
  await seen(flow.input('Consumer secret')).toHaveCount(0);
  await flow.run.click();
  await seen(flow.step(2)).toContainText('key-from-the-vault');
  await seen(flow.status).toContainText('All steps are done.');
});

test('a run that stopped is gone on with after the app was closed; what the sandbox forgot is made anew', async () => {
  await flow.input('Custom data').fill('{"vbid": ');
  await flow.run.click();
  await seen(flow.status).toContainText('Stopped at “Link the exam with the tool”');
  await running.close();
  await start();
  await seen(flow.status).toContainText('Unlock the vault');
  await pages.shell.vaultState.click();
  await pages.vault.unlockWith(passphrase);
  await seen(flow.status).toContainText('Stopped at “Link the exam with the tool”');
  await flow.inputs.click();
  await flow.input('Custom data').fill('{"vbid": "BOOKSHELF-TUTORIAL"}');
  await flow.resumeAt(3).click();
  await seen(flow.status).toContainText('All steps are done.');
  await seen(flow.step(1)).toContainText('no longer exists, so it was made anew');
  await seen(flow.step(2)).toContainText('key-from-the-vault');
  await seen(flow.step(3)).toContainText('LTI_EXAM_1');
});

test('nothing went wrong behind the screens', () => {
  expect(running.trouble.errors).toEqual([]);
});
