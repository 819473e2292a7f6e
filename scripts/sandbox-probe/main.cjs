/** Ends with 0 once a sandboxed renderer has run a script: the proof that Chromium's sandbox works for this user here. */
'use strict';

const { app, BrowserWindow } = require('electron');

app
  .whenReady()
  .then(async () => {
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    await window.loadURL('data:text/html,<title>probe</title>');
    const answer = await window.webContents.executeJavaScript('6 * 7');
    app.exit(answer === 42 ? 0 : 1);
  })
  .catch(() => app.exit(1));
