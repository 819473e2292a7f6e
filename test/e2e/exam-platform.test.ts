import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type RunningApp, seen } from './harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

let running: RunningApp;
let pages: Pages;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  await setUpSandbox(pages, 'only for the test of the exam platform');
  await pages.connections.open('Exam platform');
});
afterAll(() => running.close());

const provider = {
  tool_name: 'Quiz tool',
  oauth_consumer_key: 'quiz-key',
  oauth_consumer_secret: 'not-a-secret-quiz',
};

test('a left-out parameter is told at its field, and nothing is sent without being asked twice', async () => {
  await pages.try.fill({ ...provider, tool_name: '' });
  await seen(pages.try.missing).toHaveCount(1);
  await seen(pages.try.send).toHaveCount(0);
  await pages.try.anyway.click();
  await seen(pages.try.anywayDialog).toContainText('1 field breaks the contract');
  await seen(pages.try.anywayDialog.getByRole('button', { name: 'tool_name' })).toBeVisible();
  await running.window.keyboard.press('Escape');
  await seen(pages.try.anywayDialog).toBeHidden();
  await seen(pages.try.verdict).toContainText('Not sent yet');
});

test('sent anyway, the 422 names the parameter and leads to its field', async () => {
  await pages.try.confirmAnyway();
  await seen(pages.try.verdict).toContainText('422');
  await seen(pages.try.verdict).toContainText('tool_name');
  await seen(pages.try.verdict).toContainText('sent although the form broke the contract');
  await seen(pages.try.field('tool_name')).toBeFocused();

  await pages.try.showPart('Response');
  await pages.try.goToField.click();
  await seen(pages.try.field('tool_name')).toBeFocused();
  await seen(pages.try.field('tool_name')).toBeInViewport();
});

test('with the parameter, the tool provider is created as documented', async () => {
  await pages.try.fill({ tool_name: provider.tool_name });
  await pages.try.send.click();
  await seen(pages.try.verdict).toContainText('200');
  await seen(pages.try.verdict).toContainText('Conforms');
  await pages.try.showPart('Verdict');
  await seen(pages.try.checks.getByRole('row').filter({ hasText: 'Is the status documented?' })).toContainText('200');
  await pages.try.showPart('Response');
  await seen(pages.try.panel).toContainText('"tool_name": "Quiz tool"');
});

test('the signature is explained step by step, its key masked', async () => {
  await pages.try.showPart('Signed request');
  await seen(pages.try.panel.getByRole('row', { name: 'Method HMAC-SHA256' })).toBeVisible();
  await seen(pages.try.panel.getByRole('region', { name: 'Write the base string' })).toContainText(
    '?tool_name=Quiz tool',
  );
  await seen(pages.try.panel.getByRole('region', { name: 'Take the key' })).toContainText('••••••');
});

test('what was created is in the list of tool providers', async () => {
  await pages.connections.chooseOperation('List the tool providers');
  await pages.try.send.click();
  await seen(pages.try.verdict).toContainText('Conforms');
  await seen(pages.try.verdict).toContainText('200');
  await pages.try.showPart('Response');
  await seen(pages.try.panel).toContainText('Quiz tool');
});

test('with a wrong secret key the documented 403 comes, and the connection list shows it', async () => {
  await pages.shell.goTo('Credentials');
  await pages.credentials.select('Exam platform (sandbox)');
  await pages.credentials.replaceSecret('Secret key', 'certainly-not-the-secret-key');
  await pages.shell.goTo('Connections');
  await pages.connections.chooseOperation('Create a tool provider');
  await pages.try.fill(provider);
  await pages.try.send.click();
  await seen(pages.try.verdict).toContainText('403');
  await pages.try.showPart('Verdict');
  await seen(pages.try.checks.getByRole('row').filter({ hasText: 'Which documented cause fits?' })).toContainText(
    /signature|secret/i,
  );
});

test('nothing went wrong behind the screens', () => {
  expect(running.trouble.errors).toEqual([]);
});
