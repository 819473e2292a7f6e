import type { Page } from 'playwright';
import { connectionsPage } from './connections.ts';
import { credentialsPage } from './credentials.ts';
import { doctorPage } from './doctor.ts';
import { evidencePage } from './evidence.ts';
import { historyPage } from './history.ts';
import { launchPane } from './launch.ts';
import { sandboxPage } from './sandbox.ts';
import { settingsPage } from './settings.ts';
import { shellPage } from './shell.ts';
import { timelinePage } from './timeline.ts';
import { tryPage } from './try.ts';
import { vaultDialog } from './vault.ts';
import { welcomePage } from './welcome.ts';

export { abRunDialog } from './ab-run.ts';
export type { PlaceName } from './shell.ts';

/** Every screen of the window, by what a person sees of it: roles and names. */
export function pagesOf(window: Page) {
  return {
    welcome: welcomePage(window),
    shell: shellPage(window),
    vault: vaultDialog(window),
    connections: connectionsPage(window),
    try: tryPage(window),
    launch: launchPane(window),
    timeline: timelinePage(window),
    history: historyPage(window),
    credentials: credentialsPage(window),
    doctor: doctorPage(window),
    evidence: evidencePage(window),
    sandbox: sandboxPage(window),
    settings: settingsPage(window),
  };
}
export type Pages = ReturnType<typeof pagesOf>;

/** From the first start to the workspace of the sandbox, as the first screen offers it. A connection is open. */
export async function setUpSandbox({ welcome, try: trying }: Pages, passphrase: string): Promise<void> {
  await welcome.createVaultWith(passphrase);
  await welcome.setUp.click();
  await trying.form.waitFor();
}
