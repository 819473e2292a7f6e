/** Takes the pictures of the documentation in the built app: every screen with something in it, light and dark. */
import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { advantagePage } from '../test/e2e/pages/advantage.ts';
import { setUpSandbox } from '../test/e2e/pages/index.ts';
import { withApp } from './lib/app-session.mts';
import { EXIT, LauncherError } from './lib/exit-codes.mjs';
import { launch } from './lib/launcher.mjs';
import { projectRoot } from './lib/paths.mjs';
import { createLog } from './lib/terminal.mjs';

/** @typedef {import('./lib/app-session.mts').AppSession} AppSession */

/** Pictures are part of the repository, so they stay small. In bytes. */
const largest = 300_000;
const advantageTool = 'Library store (LTI 1.3)';
const folder = join(projectRoot, 'docs', 'screenshots');
const log = createLog();

await launch(async () => {
  await withApp(async (session) => {
    await inBothThemes(session, 'welcome', async () => session.pages.welcome.title.waitFor());
    await fillWorkspace(session);
    await takeAll(session);
  });
  return EXIT.ok;
});

/** @param {AppSession} session */
async function fillWorkspace({ pages, window, verdictOf }) {
  await setUpSandbox(pages, randomBytes(18).toString('base64url'));
  await pages.try.tour.getByRole('button', { name: 'Got it' }).click();
  await pages.connections.open('Bookshelf, wrong secret');
  await pages.try.launch.click();
  await verdictOf('A launch with a wrong secret', ['Documented refusal', '403']);
  await pages.connections.open('Exam platform');
  await pages.try.fill({
    tool_name: 'Quiz tool',
    oauth_consumer_key: 'quiz-tool',
    oauth_consumer_secret: randomBytes(18).toString('base64url'),
  });
  await pages.try.send.click();
  await verdictOf('Creating a tool provider', ['Conforms', '200']);
  await pages.try.fill({ tool_name: '' });
  await pages.try.confirmAnyway();
  await verdictOf('Leaving out a parameter', ['Documented refusal', '422']);
  await pages.try.showPart('Verdict');
  await launchAdvantage({ pages, window, verdictOf });
  await pages.connections.open('Bookshelf');
  await pages.try.launch.click();
  await verdictOf('A launch', ['Conforms', '3 hops']);
}

/** @param {Pick<AppSession, 'pages' | 'window' | 'verdictOf'>} session */
async function launchAdvantage({ pages, window, verdictOf }) {
  await pages.connections.open(advantageTool);
  await pages.try.launch.click();
  await verdictOf('A launch of LTI 1.3', ['Conforms', '4 hops']);
  await advantagePage(window).show('Legs');
}

/**
 * Comes last: its many launches would fill the other pictures.
 *
 * @param {AppSession} session
 */
async function runSuite({ pages, window, verdictOf }) {
  const { suite } = advantagePage(window);
  await pages.shell.goTo('Connections');
  await pages.connections.openTab(advantageTool);
  await pages.connections.show('Negative suite');
  await suite.getByRole('checkbox', { name: /I agree/ }).check();
  await suite.getByRole('button', { name: 'Run suite' }).click();
  await suite.getByRole('button', { name: 'Run again' }).waitFor();
  await pages.connections.show('Try');
  await pages.try.launch.click();
  await verdictOf('A launch after the suite', ['Conforms', '4 hops']);
}

/** @param {AppSession} session */
async function takeAll(session) {
  const { pages, window } = session;
  await inBothThemes(session, 'launch', async () => {
    await pages.connections.openTab('Bookshelf');
    await pages.launch.view.and(session.window.locator('[data-placement="shown"]')).waitFor();
  });
  await inBothThemes(session, 'lti-1.3', async () => {
    await pages.connections.openTab(advantageTool);
    await advantagePage(window).legs.getByRole('article').first().waitFor();
  });
  await inBothThemes(session, 'verdict', () => pages.connections.openTab('Exam platform'));
  await inBothThemes(session, 'connections', () => pages.connections.home.click());
  await inBothThemes(session, 'history', async () => {
    await pages.shell.goTo('History');
    await pages.history.rows.first().click();
    await pages.history.showPart('Timeline');
  });
  await inBothThemes(session, 'doctor', async () => {
    await pages.shell.goTo('Doctor');
    await pages.doctor.tryExample('Form body: http behind a proxy');
    await pages.doctor.diagnose.click();
    await pages.doctor.verdict.waitFor();
  });
  await inBothThemes(session, 'credentials', () => pages.shell.goTo('Credentials'));
  await inBothThemes(session, 'sandbox', async () => {
    await pages.shell.goTo('Sandbox');
    await pages.sandbox.showReceivedBy('Bookshelf');
    await pages.sandbox.received.first().waitFor();
  });
  await inBothThemes(session, 'settings', () => pages.settings.heading.waitFor());
  await runSuite(session);
  await inBothThemes(session, 'negative-suite', async () => {
    await pages.connections.openTab(advantageTool);
    await pages.connections.show('Negative suite');
    await advantagePage(window).suiteResults.waitFor();
  });
}

/**
 * Goes to a screen in each theme and takes its picture: `name.png` in light, `name-dark.png` in dark.
 *
 * @param {AppSession} session
 * @param {string} name
 * @param {() => Promise<void>} goThere from the connections, or from the settings for theirs
 */
async function inBothThemes(session, name, goThere) {
  const { pages, window } = session;
  for (const theme of /** @type {const} */ (['Light', 'Dark'])) {
    await pages.shell.goTo('Settings');
    await pages.settings.chooseTheme(theme);
    await window.locator(`html[data-mantine-color-scheme="${theme.toLowerCase()}"]`).waitFor();
    if (name !== 'settings') await pages.shell.goTo('Connections');
    await goThere();
    await window.mouse.move(0, 0);
    await take(session, theme === 'Light' ? name : `${name}-dark`);
  }
}

/**
 * @param {AppSession} session
 * @param {string} name
 */
async function take({ picture }, name) {
  const path = join(folder, `${name}.png`);
  await picture(path);
  const { size } = await stat(path);
  log.info(`${relative(projectRoot, path)} ${Math.round(size / 1000)} kB`);
  if (size > largest) throw new LauncherError(EXIT.failed, `${path} is larger than ${largest / 1000} kB.`);
}
