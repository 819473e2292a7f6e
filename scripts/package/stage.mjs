import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, LauncherError } from '../lib/exit-codes.mjs';
import { exists, parseJson, property } from '../lib/files.mjs';

/**
 * Lays out what goes into the archive, and nothing else: the bundles without their source maps, the files core reads, the native
 * add-ons for this machine, and the terms of it all. All else the app uses is inside the bundles.
 *
 * @param {object} options
 * @param {string} options.root the checkout, built
 * @param {string} options.stage an empty folder
 * @param {{ platform: string, arch: string }} options.target
 * @throws {LauncherError} `dependencies` when an add-on has no binary for the target
 */
export async function stageApp({ root, stage, target }) {
  await writeManifest(root, stage);
  await copyInto(root, stage, 'LICENSE');
  for (const part of ['main', 'preload', 'renderer']) await copyKept(root, stage, join('out', part), isNoSourceMap);
  await copyKept(root, stage, join('resources', 'contracts'), (path) => !path.endsWith('.md'));
  await copyKept(root, stage, join('resources', 'icons'), (path) => path.endsWith('.png'));
  await stageSqlite(root, stage, target);
  await stageArgon2(root, stage, target);
}

const isNoSourceMap = (/** @type {string} */ path) => !path.endsWith('.map');

/**
 * What Electron reads of package.json. Dependencies and scripts are the checkout's business.
 *
 * @param {string} root
 * @param {string} stage
 */
async function writeManifest(root, stage) {
  const own = parseJson(await readFile(join(root, 'package.json'), 'utf8'));
  const kept = ['name', 'version', 'description', 'license', 'author', 'main'].map((key) => [key, property(own, key)]);
  await writeFile(join(stage, 'package.json'), `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
}

/**
 * @param {string} root
 * @param {string} stage
 * @param {string} path relative to both
 * @param {(path: string) => boolean} isKept asked of files
 */
async function copyKept(root, stage, path, isKept) {
  for (const entry of await readdir(join(root, path), { recursive: true, withFileTypes: true })) {
    const from = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !isKept(from)) continue;
    await copyInto(root, stage, from.slice(root.length + 1));
  }
}

/**
 * @param {string} root
 * @param {string} stage
 * @param {string} path relative to both
 */
async function copyInto(root, stage, path) {
  await mkdir(join(stage, path, '..'), { recursive: true });
  await cp(join(root, path), join(stage, path), { dereference: true, recursive: true });
}

/**
 * @param {string} root
 * @param {string} stage
 * @param {{ platform: string, arch: string }} target
 */
async function stageSqlite(root, stage, { platform, arch }) {
  const folder = join('node_modules', 'better-sqlite3');
  const binary = join(folder, 'prebuilds', `${platform}-${arch}.node`);
  await requireBinary(root, binary);
  for (const part of ['package.json', 'LICENSE', 'lib']) await copyInto(root, stage, join(folder, part));
  await copyInto(root, stage, binary);
}

/**
 * @param {string} root
 * @param {string} stage
 * @param {{ platform: string, arch: string }} target
 */
async function stageArgon2(root, stage, { platform, arch }) {
  const scope = join('node_modules', '@node-rs');
  for (const part of ['package.json', 'LICENSE', 'index.js']) await copyInto(root, stage, join(scope, 'argon2', part));
  const prefix = `argon2-${platform}-${arch}`;
  const builds = (await readdir(join(root, scope))).filter((name) => name === prefix || name.startsWith(`${prefix}-`));
  // Electron for Linux is built for glibc alone.
  const [build] = builds.filter((name) => !name.endsWith('-musl'));
  await requireBinary(root, join(scope, build ?? prefix));
  for (const name of await readdir(join(root, scope, build ?? prefix))) {
    if (name === 'package.json' || name.endsWith('.node')) {
      await copyInto(root, stage, join(scope, build ?? prefix, name));
    }
  }
}

/**
 * @param {string} root
 * @param {string} path
 */
async function requireBinary(root, path) {
  if (await exists(join(root, path))) return;
  throw new LauncherError(EXIT.dependencies, `There is no ${path}: the app cannot be packaged for this machine.`);
}
