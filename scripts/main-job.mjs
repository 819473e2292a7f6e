/**
 * Opens the built app with a throw-away profile and does the main job in its window, as a person would. `npm start` runs
 * it on machines without a display; it prints what it saw and the paths of the screenshots.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron } from 'playwright';
import { EXIT } from './lib/exit-codes.mjs';
import { launch } from './lib/launcher.mjs';
import { projectRoot } from './lib/paths.mjs';
import { playwrightLaunch } from './lib/playwright-launch.mts';
import { temporaryFolder } from './lib/temporary.mjs';
import { createLog } from './lib/terminal.mjs';

const log = createLog();
const screenshots = join(projectRoot, 'test-results', 'main-job');

await launch(async () => {
  const userData = temporaryFolder('main-job');
  await mkdir(screenshots, { recursive: true });
  try {
    const app = await _electron.launch(playwrightLaunch(process.env, { COUNTERSIGN_USER_DATA: userData.path }));
    try {
      await mainJob(app);
    } finally {
      await app.close();
    }
  } finally {
    await userData.remove();
  }
  return EXIT.ok;
});

/** @param {import('playwright').ElectronApplication} app */
async function mainJob(app) {
  const window = await app.firstWindow();
  await window.waitForLoadState('domcontentloaded');
  log.info(`Window open: ${await window.title()}`);
  await screenshot(window, '01-first-window');
}

/**
 * @param {import('playwright').Page} window
 * @param {string} name
 */
async function screenshot(window, name) {
  const path = join(screenshots, `${name}.png`);
  await window.screenshot({ path });
  log.info(`Screenshot: ${path}`);
}
