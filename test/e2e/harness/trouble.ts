import type { ConsoleMessage, ElectronApplication, Page } from 'playwright';

/** What a healthy run has none of. Tests assert on the lists; `output` is for the message of a failed start. */
export type Trouble = {
  /** Errors on the console of the app's page or of main, and exceptions nobody caught. Pages of tools may err as they like. */
  readonly errors: readonly string[];
  /** Electron's own security warnings, forced on. */
  readonly securityWarnings: readonly string[];
  /** What the app wrote to standard error. */
  output(): string;
};

/** Characters of standard error that are kept. */
const keptOutput = 20_000;

function isOurs(page: Page): boolean {
  return page.url().startsWith('app:');
}

/** Electron tells of every page that cannot be loaded, and launches of broken tools are what the app is for. */
function isExpected(text: string): boolean {
  return text.includes('electron: Failed to load URL: http');
}

export function collectTrouble(app: ElectronApplication): Trouble {
  const errors: string[] = [];
  const securityWarnings: string[] = [];
  let output = '';

  const onConsole = (where: string) => (message: ConsoleMessage) => {
    const text = message.text();
    if (text.includes('Electron Security Warning')) securityWarnings.push(text);
    else if (message.type() === 'error' && !isExpected(text)) errors.push(`${where}: ${text}`);
  };
  const onPage = (page: Page) => {
    page.on('console', (message) => {
      if (isOurs(page)) onConsole('page')(message);
    });
    page.on('pageerror', (error) => {
      if (isOurs(page)) errors.push(`page: ${error.stack ?? error.message}`);
    });
  };

  app.on('console', onConsole('main'));
  app.on('window', onPage);
  for (const page of app.windows()) onPage(page);
  app.process().stderr?.on('data', (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-keptOutput);
  });
  return { errors, securityWarnings, output: () => output };
}
