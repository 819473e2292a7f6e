/**
 * Opens the built app with a throw-away profile and does the main job in its window, as a person would. `npm start` runs
 * it on machines without a display; it prints each verdict in words and the paths of the screenshots, and fails when a
 * verdict is not the expected one.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setUpSandbox } from '../test/e2e/pages/index.ts';
import { withApp } from './lib/app-session.mts';
import { EXIT } from './lib/exit-codes.mjs';
import { launch } from './lib/launcher.mjs';
import { projectRoot } from './lib/paths.mjs';
import { createLog } from './lib/terminal.mjs';

/** @typedef {import('./lib/app-session.mts').AppSession} AppSession */

const log = createLog();
const screenshots = join(projectRoot, 'test-results', 'main-job');

await launch(async () => {
  await withApp(async (session) => {
    await begin(session);
    await createToolProvider(session);
    await launchBook(session, 'Window');
    await launchBook(session, 'Frame');
    await launchWithWrongSecret(session);
  });
  log.info('\nThe main job is done: every verdict is the expected one.');
  return EXIT.ok;
});

/** @param {AppSession} session */
async function begin(session) {
  log.info('Creating a vault and the sandbox workspace.');
  await setUpSandbox(session.pages, randomBytes(18).toString('base64url'));
}

/** @param {AppSession} session */
async function createToolProvider(session) {
  const { pages } = session;
  await pages.connections.open('Exam platform');
  await pages.try.fill({
    tool_name: 'Quiz tool',
    oauth_consumer_key: 'quiz-tool',
    oauth_consumer_secret: randomBytes(18).toString('base64url'),
  });
  await pages.try.send.click();
  await tell(session, 'Create a tool provider', ['Conforms', '200']);
  await keep(session, '1-tool-provider');
}

/**
 * @param {AppSession} session
 * @param {'Window' | 'Frame'} mode
 */
async function launchBook(session, mode) {
  const { pages } = session;
  await pages.connections.open('Bookshelf');
  await pages.try.launchIn(mode);
  await pages.try.launch.click();
  // Until this launch has begun, all that is shown is of the one before.
  await pages.launch.launchedIn(mode).waitFor();
  await tell(session, `Launch a book in a ${mode.toLowerCase()}`, ['Conforms', '302', '3 hops']);
  for (const hop of await pages.launch.summaries()) log.info(`    ${hop}`);
  await keep(session, mode === 'Window' ? '2-launch-window' : '3-launch-frame');
}

/** @param {AppSession} session */
async function launchWithWrongSecret(session) {
  const { pages } = session;
  await pages.connections.open('Bookshelf, wrong secret');
  await pages.try.launch.click();
  await tell(session, 'Launch with a wrong secret', ['Documented refusal', '403']);
  await keep(session, '4-wrong-secret');
}

/**
 * @param {AppSession} session
 * @param {string} what
 * @param {readonly string[]} wanted
 */
async function tell({ verdictOf }, what, wanted) {
  log.info(`\n${what}`);
  log.info(`  ${await verdictOf(what, wanted)}`);
}

/**
 * @param {AppSession} session
 * @param {string} name
 */
async function keep({ picture }, name) {
  const path = join(screenshots, `${name}.png`);
  await picture(path);
  log.info(`  Screenshot: ${path}`);
}
