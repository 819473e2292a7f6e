import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { app, dialog, protocol } from 'electron';
import text from '../../resources/locales/en/host.json' with { type: 'json' };
import { type Application, createApplication } from './application.ts';
import { appSchemePrivileges } from './security/app-protocol.ts';
import { type SelfTestRequest, selfTestRequest } from './self-test/arguments.ts';
import { exchangeEnds, selfTest } from './self-test/index.ts';
import { selfTestFolder, superviseSelfTest } from './self-test/supervise.ts';

/** Where the app keeps its files: a place of its own for tests and portable use, or the system's. */
function prepareDataFolder(): string {
  const chosen = process.env.COUNTERSIGN_USER_DATA;
  if (chosen !== undefined && chosen !== '') app.setPath('userData', resolve(chosen));
  const folder = app.getPath('userData');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Set by electron-vite while developing; an installed app never loads an address from its environment. */
function developmentUrl(): string | null {
  return app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null);
}

/** An error nobody expected: told on the terminal and in a box of its own, because there may be no window to tell it in. */
function stop(error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${message}\n`);
  dialog.showErrorBox(text.stopped, message);
  app.exit(1);
}

function run(userData: string): void {
  protocol.registerSchemesAsPrivileged([appSchemePrivileges]);
  const open = createApplication({ userData, developmentUrl: developmentUrl() });
  let application: Application | null = null;
  let isClosed = false;

  app.on('second-instance', () => application?.showWindow());
  app.on('activate', () => application?.showWindow());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (isClosed || application === null) return;
    event.preventDefault();
    void application.shutdown().then(() => {
      isClosed = true;
      app.quit();
    });
  });

  process.on('uncaughtException', stop);
  app
    .whenReady()
    .then(open)
    .then((opened) => {
      application = opened;
    })
    .catch(stop);
}

/** Starts everything on a data folder that is nobody's, tries it, writes what came of it, and ends. */
function runSelfTest(request: SelfTestRequest, userData: string): void {
  app.setPath('userData', userData);
  const fail = (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    app.exit(1);
  };
  process.on('uncaughtException', fail);
  protocol.registerSchemesAsPrivileged([appSchemePrivileges]);
  const { onEvent, ended } = exchangeEnds();
  const open = createApplication({ userData, developmentUrl: null, observer: onEvent });
  app
    .whenReady()
    .then(open)
    .then(async (application) => {
      const code = await selfTest(application, ended, request);
      await application.shutdown();
      app.exit(code);
    })
    .catch(fail);
}

function start(): void {
  const request = selfTestRequest(process.argv, process.cwd());
  if (request !== null) {
    const folder = selfTestFolder(process.env);
    if (folder === null) process.exit(superviseSelfTest(process));
    runSelfTest(request, folder);
    return;
  }
  const userData = prepareDataFolder();
  if (app.requestSingleInstanceLock()) run(userData);
  else app.quit();
}

start();
