import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { freePort } from '../fixtures/advantage-platform.ts';
import { closeByEscape, launchApp, newestExchange, type RunningApp, seen, sentBy } from './harness/index.ts';
import { advantagePage } from './pages/advantage.ts';
import { catcherPage } from './pages/catcher.ts';
import { flowPage } from './pages/flow.ts';
import { abRunDialog, type Pages, pagesOf, setUpSandbox } from './pages/index.ts';
import { launchAsBar } from './pages/launch-as.ts';
import { registrationsPage } from './pages/registrations.ts';
import { storeSetup } from './pages/store-setup.ts';

let running: RunningApp;
let pages: Pages;
let axe = '';
beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  running = await launchApp();
  pages = pagesOf(running.window);
});
afterAll(() => running.close());

const violationsSchema = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullable(),
    help: z.string(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
);

/**
 * Serious and critical violations of WCAG 2.2 A and AA on the screen as it is. The source runs over the DevTools
 * protocol, which the content policy does not bind: `AxeBuilder` would open a page of its own, which the app refuses.
 */
async function violations(within = ':root'): Promise<string[]> {
  // A theme changes colours alone: what else there is to find has been looked for in the light one.
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const runOnly = theme === 'Dark' ? { type: 'rule', values: ['color-contrast'] } : tags;
  const options = { runOnly, resultTypes: ['violations'] };
  const found = await running.window.evaluate(`(async () => {
    if (!('axe' in window)) { ${axe} }
    return (await window.axe.run(${JSON.stringify(within)}, ${JSON.stringify(options)})).violations;
  })()`);
  return violationsSchema
    .parse(found)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary}`),
    );
}

/** Waits until nothing moves: colours in the middle of a fade are not those a person reads. */
async function still(): Promise<void> {
  await running.window.evaluate(
    `Promise.all(document.getAnimations().filter(({ effect }) => effect.getComputedTiming().iterations !== Infinity).map(({ finished }) => finished.catch(() => null)))`,
  );
}

/** `within`: a selector; for what lies over the page, whose covered controls are no targets meanwhile. */
async function expectAccessible(within?: string): Promise<void> {
  await still();
  expect(await violations(within)).toEqual([]);
}

let theme: 'Light' | 'Dark' = 'Light';
async function useTheme(wanted: 'Light' | 'Dark'): Promise<void> {
  theme = wanted;
  await pages.shell.goTo('Settings');
  await pages.settings.chooseTheme(wanted);
  await seen(running.window.locator('html')).toHaveAttribute('data-mantine-color-scheme', wanted.toLowerCase());
}

const themes = ['Light', 'Dark'] as const;

test('axe finds what is wrong', async () => {
  await running.window.evaluate(
    `document.body.append(Object.assign(document.createElement('img'), { id: 'nameless' }))`,
  );
  expect(await violations()).toContainEqual(expect.stringContaining('image-alt'));
  await running.window.evaluate(`document.getElementById('nameless').remove()`);
});

test.each(themes)('the first screen, %s', async (theme) => {
  await useTheme(theme);
  await pages.shell.goTo('Connections');
  await seen(pages.welcome.title).toBeVisible();
  await expectAccessible();
});

test('a workspace with something in it', async () => {
  await setUpSandbox(pages, 'only for the test of accessibility');
  await pages.try.launch.click();
  await seen(pages.try.verdict).toContainText('Conforms');
  await pages.connections.open('Exam platform');
  await pages.try.confirmAnyway();
  await seen(pages.try.verdict).toContainText('422');
});

test('a field is described by what is wrong with it and by its help, whatever its kind', async () => {
  for (const name of ['tool_name', 'oauth_consumer_secret'])
    await seen(pages.try.field(name)).toHaveAccessibleDescription(/^Required: nothing is filled in yet\. \S/);
  await pages.connections.openTab('Bookshelf');
  const filter = pages.try.form.getByRole('searchbox');
  for (const name of ['roles', 'launch_presentation_document_target']) {
    await filter.fill(name);
    await seen(pages.try.field(name)).toHaveAccessibleDescription(/\S/);
  }
  await filter.fill('');
});

test.each(themes)('the connections, %s', async (theme) => {
  await useTheme(theme);
  await pages.shell.goTo('Connections');
  await pages.connections.home.click();
  await seen(pages.connections.title).toHaveText('Connections');
  await expectAccessible();
});

test.each(themes)('a flow before and after it has run, %s', async (theme) => {
  const flow = flowPage(running.window);
  await useTheme(theme);
  await pages.shell.goTo('Connections');
  await pages.connections.openTab('Exam platform');
  await pages.connections.show('Flow');
  await flow.inputs.click();
  await expectAccessible();
  await flow.run.click();
  await seen(flow.status).toContainText('All steps are done.');
  await expectAccessible();
  await pages.connections.show('Try');
});

test.each(themes)('the form and every part of a result, %s', async (theme) => {
  await useTheme(theme);
  await pages.shell.goTo('Connections');
  await pages.connections.openTab('Exam platform');
  for (const part of ['Signed request', 'Response', 'Verdict'] as const) {
    await pages.try.showPart(part);
    await expectAccessible();
  }
});

test.each(themes)('a launch with its hops, %s', async (theme) => {
  await useTheme(theme);
  await pages.shell.goTo('Connections');
  await pages.connections.openTab('Bookshelf');
  await pages.try.showPart('Launch');
  await pages.launch.open(1);
  await expectAccessible();
});

test.each(themes)('a connection’s setup, %s', async (theme) => {
  await useTheme(theme);
  await pages.shell.goTo('Connections');
  await pages.connections.openTab('Exam platform');
  await pages.connections.show('Setup');
  await expectAccessible();
  await pages.connections.show('History');
  await expectAccessible();
  await pages.connections.show('Try');
});

test('a launch is made three ways', async () => {
  await pages.shell.goTo('Connections');
  await pages.connections.openTab('Bookshelf');
  const threeWays = abRunDialog(running.window);
  await threeWays.start.click();
  await threeWays.isOver();
  await threeWays.close();
});

test.each(themes)('the three ways side by side, and the clocks, %s', async (theme) => {
  await useTheme(theme);
  await pages.shell.goTo('History');
  await pages.history.rows.first().click();
  await pages.history.detail.getByRole('button', { name: 'Compare the three ways' }).click();
  const threeWays = abRunDialog(running.window);
  await seen(threeWays.conclusion).toBeVisible();
  await expectAccessible();
  await threeWays.close();
  await running.window.getByRole('button', { name: 'Clocks' }).click();
  const clocks = running.window.getByRole('dialog', { name: 'Clocks' });
  await seen(clocks).toBeVisible();
  await expectAccessible();
  await closeByEscape(clocks);
});

test.each(themes)('launching as somebody, and the roster, %s', async (theme) => {
  await useTheme(theme);
  await pages.shell.goTo('Connections');
  await pages.connections.open('Bookshelf');
  const { bar, fillIn, choosePlatform, quirks } = launchAsBar(running.window);
  await choosePlatform('Canvas');
  await fillIn();
  for (const button of [
    bar.getByRole('button', { name: /^Options/ }),
    bar.getByRole('button', { name: /^Services/ }),
    quirks,
  ]) {
    await button.click();
    await seen(running.window.getByRole('dialog')).toBeVisible();
    await expectAccessible('[role=dialog]');
    await closeByEscape(running.window.getByRole('dialog'));
  }
  await pages.try.form.getByRole('button', { name: 'Pick roles' }).click();
  await seen(running.window.getByRole('checkbox', { name: 'Learner', exact: true }).first()).toBeChecked();
  await expectAccessible('[role=dialog]');
  await closeByEscape(running.window.getByRole('dialog'));
  await bar.getByRole('button', { name: 'Edit people and courses' }).click();
  const roster = running.window.getByRole('dialog', { name: 'People and courses' });
  await roster.getByRole('button', { name: /^Sam Sample/ }).click();
  await expectAccessible('[role=dialog]');
  await roster.getByRole('tab', { name: 'Courses' }).click();
  await roster.getByRole('button', { name: /^Sample Biology/ }).click();
  await expectAccessible('[role=dialog]');
  await closeByEscape(roster);
});

test.each(themes)('the setup of a store, and the causes of a refusal, %s', async (theme) => {
  await useTheme(theme);
  await pages.shell.goTo('Connections');
  await pages.connections.open('Library store');
  await pages.connections.show('Setup');
  const setup = storeSetup(running.window);
  await setup.press('Generate a new one');
  await seen(setup.preview).toBeVisible();
  await expectAccessible();
  await setup.press('Discard');
  await pages.connections.open('Bookshelf, wrong secret');
  // The verdict of the launch before is shown until this one has begun.
  await sentBy(running.window, () => pages.try.launch.click());
  await seen.poll(async () => (await newestExchange(running.window)).state).not.toBe('running');
  await seen(pages.try.verdict).toContainText('403');
  await pages.try.showPart('Verdict');
  await seen(pages.try.result.getByRole('region', { name: 'Documented causes' })).toBeVisible();
  await expectAccessible();
});

test.each(themes)('the credentials and the dialog for a new one, %s', async (theme) => {
  await useTheme(theme);
  await pages.shell.goTo('Credentials');
  await pages.credentials.select('Bookshelf (sandbox)');
  await expectAccessible();
  await pages.credentials.create.click();
  await seen(pages.credentials.dialog).toBeVisible();
  await expectAccessible();
  await closeByEscape(pages.credentials.dialog);
});

test.each(themes)('the history and one exchange of it, %s', async (theme) => {
  await useTheme(theme);
  await pages.shell.goTo('History');
  await pages.history.rows.first().click();
  await seen(pages.history.detail).toBeVisible();
  await expectAccessible();
});

test.each(themes)('the doctor with a paste and its findings, %s', async (theme) => {
  await useTheme(theme);
  await pages.shell.goTo('Doctor');
  await pages.doctor.tryExample('cURL for Windows: a slash too many');
  await pages.doctor.diagnose.click();
  await seen(pages.doctor.verdict).toHaveText('The signature is wrong');
  await pages.doctor.report.getByText('Both base strings in full').click();
  await pages.doctor.report.getByText('How the expected signature comes about').click();
  await expectAccessible();
  await pages.doctor.tryExample('id_token: taken apart');
  await seen(pages.doctor.report.getByRole('region', { name: 'Claims of the id_token' })).toBeVisible();
  await expectAccessible();
  await pages.doctor.input.getByRole('button', { name: 'Clear' }).click();
  await expectAccessible();
});

test.each(themes)('the catcher with a capture and its dialogs, %s', async (theme) => {
  await useTheme(theme);
  await pages.shell.goTo('Doctor');
  const catcher = catcherPage(running.window);
  await catcher.open();
  const port = await freePort();
  await catcher.usePort(port);
  await catcher.start.click();
  await seen(catcher.state).toHaveText('Listening');
  const launch = { lti_message_type: 'basic-lti-launch-request', roles: 'Teacher', user_id: 'u' };
  await fetch(`http://localhost:${port}/launch`, { method: 'POST', body: new URLSearchParams(launch) });
  await seen(catcher.finding('Roles are not known to LTI.')).toBeVisible();
  await catcher.side.getByText('How to point an LMS here').click();
  await expectAccessible();
  for (const name of ['Settings of the catcher', 'Registrations (LTI 1.3)']) {
    await catcher.side.getByRole('button', { name }).click();
    await seen(running.window.getByRole('dialog')).toBeVisible();
    await expectAccessible();
    await closeByEscape(running.window.getByRole('dialog'));
  }
  await catcher.side.getByText('How to point an LMS here').click();
  await catcher.stop.click();
});

test('a tool of LTI 1.3', async () => {
  await pages.shell.goTo('Connections');
  await pages.connections.home.click();
  const registrations = registrationsPage(running.window);
  await registrations.begin.click();
  await registrations.choose('By hand');
  await registrations.register.click();
  await seen(registrations.field('Name')).toBeFocused();
  await expectAccessible();
  await registrations.sandboxTool.click();
  await seen(registrations.sheet.getByText('As PEM')).toBeVisible();
  await expectAccessible();
  await registrations.launch.click();
  const advantage = advantagePage(running.window);
  await advantage.stepped.check();
  await pages.try.launch.click();
  await seen(advantage.held).toContainText('Login initiation waits');
  await advantage.runOn.click();
  await seen(pages.try.verdict).toContainText('Conforms');
});

test.each(themes)('message, legs, services and negative suite of LTI 1.3, %s', async (theme) => {
  await useTheme(theme);
  await pages.shell.goTo('Connections');
  const advantage = advantagePage(running.window);
  await pages.connections.openTab('Sandbox Library');
  await pages.connections.show('Try');
  for (const part of ['Message', 'Legs', 'Services'] as const) {
    await advantage.show(part);
    await expectAccessible();
  }
  await pages.connections.show('Negative suite');
  await seen(advantage.suite).toContainText('chosen');
  await expectAccessible();
});

test.each(themes)('the sandbox, %s', async (theme) => {
  await useTheme(theme);
  await pages.shell.goTo('Sandbox');
  await seen(pages.sandbox.received.first()).toBeVisible();
  await expectAccessible();
});

test.each(themes)('the settings, %s', async (theme) => {
  await useTheme(theme);
  await expectAccessible();
});

test.each(themes)('the palette and the list of keys, %s', async (theme) => {
  await useTheme(theme);
  await running.window.keyboard.press('Control+k');
  await seen(pages.shell.paletteSearch).toBeVisible();
  await expectAccessible();
  await closeByEscape(pages.shell.palette);
  await pages.shell.place('Settings').focus();
  await running.window.keyboard.press('?');
  await seen(pages.shell.help).toBeVisible();
  await expectAccessible();
  await closeByEscape(pages.shell.help);
});

test.each(themes)('the check of a setup with findings, and the list of all checks, %s', async (theme) => {
  await useTheme(theme);
  await pages.shell.goTo('Doctor');
  const { setup, show } = pages.doctor;
  await show('Setup check');
  await setup.field('Issuer').fill('http://lms.example');
  await setup.field('Client ID').fill('client ');
  await seen(setup.findings.getByRole('article')).toHaveCount(2);
  await expectAccessible();
  await running.window
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: 'Keyboard shortcuts' })
    .click();
  await pages.shell.help.getByRole('button', { name: 'All checks of the doctor' }).click();
  await seen(running.window.getByRole('table', { name: 'Checks of the doctor' })).toContainText('CFG-10');
  await expectAccessible();
  await closeByEscape(running.window.getByRole('dialog'));
  await show('Paste');
});
