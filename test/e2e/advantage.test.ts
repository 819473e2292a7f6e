import { afterAll, beforeAll, expect, test } from 'vitest';
import { negativeCaseIds } from '../../src/protocol/models/advantage/negative.ts';
import { type RegisteringTool, registrationAt, startRegisteringTool } from '../fixtures/registering-tool.ts';
import { launchApp, pressInLaunchView, type RunningApp, seen, sentBy, tickInLaunchView } from './harness/index.ts';
import { advantagePage } from './pages/advantage.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';
import { launchAsBar } from './pages/launch-as.ts';
import { registrationsPage } from './pages/registrations.ts';

let running: RunningApp;
let pages: Pages;
let tool: RegisteringTool;
beforeAll(async () => {
  tool = await startRegisteringTool();
  running = await launchApp();
  pages = pagesOf(running.window);
});
afterAll(async () => {
  await running.close();
  await tool.close();
});
const registrations = () => registrationsPage(running.window);
const advantage = () => advantagePage(running.window);

test('a tool that registers itself is shown with its requests, and kept on request alone', async () => {
  await setUpSandbox(pages, 'correct horse battery staple');
  await pages.connections.home.click();
  await registrations().begin.click();
  await registrations().choose('By the tool itself');
  tool.change({ members: { redirect_uris: [] } });
  await registrations().openRegistrationPage(`${tool.origin}/register`);
  await seen(registrations().calls).toContainText('1 rule broken');
  await running.window.getByRole('button', { name: 'Start again' }).click();

  tool.change({});
  await registrations().openRegistrationPage(`${tool.origin}/register`);
  await seen(registrations().result).toBeVisible();
  await seen(registrations().calls).toContainText('All rules kept');
  await registrations().keep.click();
  await seen(registrations().done).toContainText('Registering tool is registered');
  await seen(registrations().sheet).toContainText('http://platform.localhost:');
});

test('a pasted configuration says what is missing, and fills the form', async () => {
  await running.window.getByRole('button', { name: 'Register another' }).click();
  const { client_name: _name, ...nameless } = registrationAt(tool.origin);
  await registrations().paste(JSON.stringify(nameless));
  await seen(registrations().notes).toContainText('client_name');
  await seen(registrations().field('Login URL')).toHaveValue(`${tool.origin}/login`);
  await registrations().register.click();
  await seen(registrations().field('Name')).toBeFocused();
  await seen(registrations().form).toContainText('lti-ags/scope/score');
  await registrations().close.click();
});

test('the sandbox’s store is registered with one click and launched leg by leg', async () => {
  await registrations().begin.click();
  await registrations().sandboxTool.click();
  await registrations().launch.click();
  await seen(advantage().message).toContainText('LtiResourceLinkRequest');
  await advantage().stepped.check();
  await pages.try.launch.click();
  await seen(advantage().held).toContainText('Login initiation waits');
  await seen(advantage().step).toBeFocused();
  await running.window.keyboard.press('Enter');
  await seen(advantage().held).toContainText('Authorization request waits');
  await advantage().show('Legs');
  await seen(advantage().legs.getByRole('article')).toHaveCount(2);
  await advantage().step.click();
  await seen(advantage().held).toContainText('Message waits');
  await seen(advantage().legs).toContainText('"alg": "RS256"');
  await advantage().step.click();
  await seen(pages.try.verdict).toContainText('Conforms');
});

test('a grade passed back by the tool stands in the gradebook, with every call it took', async () => {
  await advantage().show('Launch');
  await seen.poll(() => pressInLaunchView(running.app, 'Pass the grade back')).toBe(true);
  await advantage().show('Services');
  await seen(advantage().calls).toContainText('Access token');
  await seen(advantage().calls).toContainText('Scores');
  await seen(advantage().gradebook.getByRole('row')).toHaveCount(2);
  await pages.connections.show('Setup');
  const kept = running.window.getByRole('region', { name: 'Grades kept' });
  await seen(kept.getByRole('row', { name: /FullyGraded/ })).toHaveCount(1);
  await seen(registrations().sheet).toContainText('lti-ags/scope/score');
  await pages.connections.show('Try');
});

test.each([
  ['Plain LTI 1.3', 'plain', 'countersign'],
  ['Moodle', 'moodle', 'moodle'],
  ['Canvas', 'canvas', 'canvas'],
  ['Schoology', 'schoology', 'schoology'],
  ['Open edX', 'open-edx', null],
  ['Blackboard Learn', 'blackboard', 'BlackboardLearn'],
  ['Brightspace (D2L)', 'brightspace', 'desire2learn'],
  ['Sakai', 'sakai', 'sakai'],
])('it is launched as %s would launch it', async (platform, id, family) => {
  await advantage().stepped.uncheck();
  await launchAsBar(running.window).choosePlatform(platform);
  await advantage().show('Message');
  const said = advantage().message.getByRole('row', { name: /tool_platform/ });
  if (family === null) await seen(said).toHaveCount(0);
  else await seen(said).toContainText(`"product_family_code": "${family}"`);
  const { preset } = await sentBy(running.window, () => pages.try.launch.click());
  expect(preset?.preset).toBe(id);
  await seen(pages.try.verdict).toContainText('Conforms');
});

test('a claim that breaks its schema is told beside its line, and stands in the message', async () => {
  await advantage().editor.fill('{"name": 7}');
  await seen(advantage().claimProblems).toContainText('Line 1');
  await advantage().show('Message');
  await seen(advantage().message.getByRole('row', { name: /^name 7 you$/ })).toBeVisible();
  await advantage().editor.fill('{"name": 7,');
  await seen(advantage().unreadable).toBeVisible();
  await seen(running.window.getByRole('alert')).toHaveText(/^This is not a JSON object/);
  await advantage().editor.fill('');
});

test('content that was picked in the tool is launched', async () => {
  await running.window.getByRole('combobox', { name: 'Operation' }).click();
  await running.window.getByRole('option', { name: /Pick content/ }).click();
  await pages.try.launch.click();
  await seen.poll(() => tickInLaunchView(running.app, 'book'), { timeout: 15_000 }).toBe(true);
  await seen.poll(() => pressInLaunchView(running.app, 'Return the selection')).toBe(true);
  await advantage().show('Services');
  await seen(advantage().calls).toContainText('1 item was taken over', { timeout: 25_000 });
  await advantage()
    .items.getByRole('button', { name: /^Launch / })
    .click();
  await seen(advantage().message).toContainText('LtiResourceLinkRequest');
  await pages.try.launch.click();
  await seen(pages.try.verdict).toContainText('Conforms');
});

test('the negative suite says case by case that the store refuses what it must, and accepts what it must', async () => {
  await pages.connections.show('Negative suite');
  const { suite, suiteResults } = advantage();
  await suite.getByRole('checkbox', { name: /I agree/ }).check();
  await suite.getByRole('button', { name: 'Run suite' }).click();
  await seen(suite.getByRole('button', { name: 'Run again' })).toBeFocused({ timeout: 60_000 });
  await seen(suiteResults.getByRole('row')).toHaveCount(1 + negativeCaseIds.length);
  await seen(suite.getByRole('region', { name: 'Results' })).toContainText('0 wrong, 0 risky, 0 unclear');
});

test('the Sandbox screen leads to the store’s launch, and registers the misbehaving tool with one click', async () => {
  await pages.shell.goTo('Sandbox');
  await seen(pages.sandbox.openTool('Library store')).toBeVisible();
  await pages.sandbox.registerTool('Misbehaving tool').click();
  await seen(advantage().message).toContainText('LtiResourceLinkRequest');
  await pages.shell.goTo('Sandbox');
  await seen(pages.sandbox.openTool('Misbehaving tool')).toBeVisible();
  await seen(pages.sandbox.registerTool('Misbehaving tool')).toHaveCount(0);
  await pages.shell.goTo('History');
  await seen(running.window.getByRole('row').filter({ hasText: 'wrong on purpose' }).first()).toBeVisible();
});
