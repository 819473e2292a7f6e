import type { WebPreferences } from 'electron';

/**
 * What every page of the app runs with, its own and launched ones alike. Electron's defaults are the same where it has them;
 * they are written down so that a change of defaults changes nothing here.
 */
export const pagePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  spellcheck: false,
  // No page here has any use for devices, and only asking for one ends the whole app in some Electrons on Linux.
  disableBlinkFeatures: 'WebUSB,Serial,WebHID,WebBluetooth',
} as const satisfies WebPreferences;
