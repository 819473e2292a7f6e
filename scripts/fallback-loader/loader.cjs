/**
 * Lets the fallback runtime open an app by its folder, as `electron <folder>` does: a packaged build lacks Electron's
 * default app, so this stands in its place. It names the app as the app's own package.json does and runs its `main`.
 */
'use strict';

const { existsSync, readFileSync, statSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, resolve } = require('node:path');
const { app } = require('electron');

/** @param {string} message */
function refuse(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** @param {string} path a folder with a package.json, or a script */
function open(path) {
  if (!existsSync(path)) return refuse(`There is no app at ${path}.`);
  if (statSync(path).isFile()) return runMain(dirname(path), path);
  const manifestPath = join(path, 'package.json');
  if (!existsSync(manifestPath)) return refuse(`There is no package.json in ${path}.`);
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const name = manifest.productName ?? manifest.name;
  if (name) {
    app.setName(name);
    app.setPath('userData', join(app.getPath('appData'), name));
  }
  if (manifest.version) app.setVersion(manifest.version);
  const main = join(path, manifest.main ?? 'index.js');
  if (!existsSync(main)) return refuse(`There is no ${main}: build the app first.`);
  return runMain(path, main);
}

/**
 * @param {string} folder
 * @param {string} main
 */
function runMain(folder, main) {
  app.setAppPath(folder);
  Module._load(main, Module, true);
}

const target = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (target === undefined) {
  refuse('Give the folder of the app to open.');
} else {
  process.defaultApp = true;
  open(resolve(target));
}
