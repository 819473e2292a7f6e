import { createHash } from 'node:crypto';
import { parseJson, property } from './files.mjs';

/**
 * Identifies what an installation was made from: the lockfile, and the machine its optional packages were chosen for.
 *
 * @param {string} lockfileText
 * @param {{ platform: string, arch: string }} machine
 * @returns {string} text of the stamp file
 */
export function installStamp(lockfileText, { platform, arch }) {
  const lockfile = createHash('sha256').update(lockfileText).digest('hex');
  return `${JSON.stringify({ lockfile, platform, arch })}\n`;
}

/**
 * Whether an installation made by hand (`npm install`) is the one the lockfile describes, so that it need not be made
 * again. npm writes its own record (`node_modules/.package-lock.json`) last, after a complete installation.
 *
 * @param {string} lockfileText `package-lock.json`
 * @param {string | undefined} recordText `node_modules/.package-lock.json`
 * @param {{ platform: string, arch: string }} machine
 * @returns {string[] | undefined} the folders that must be on disk, relative to the checkout; undefined when the record
 *   is missing or describes something else
 */
export function recordedInstallation(lockfileText, recordText, machine) {
  const wanted = packagesOf(lockfileText);
  const recorded = packagesOf(recordText);
  if (!wanted || !recorded) return undefined;
  /** @type {string[]} */
  const folders = [];
  for (const [folder, entry] of wanted) {
    if (folder === '') continue;
    const found = recorded.get(folder);
    if (!found) {
      if (mayBeMissing(entry, machine)) continue;
      return undefined;
    }
    if (property(found, 'version') !== property(entry, 'version')) return undefined;
    if (property(found, 'integrity') !== property(entry, 'integrity')) return undefined;
    folders.push(folder);
  }
  return folders;
}

/**
 * @param {string | undefined} text
 * @returns {Map<string, unknown> | undefined}
 */
function packagesOf(text) {
  const packages = property(parseJson(text), 'packages');
  return typeof packages === 'object' && packages !== null ? new Map(Object.entries(packages)) : undefined;
}

/**
 * npm leaves out optional packages for other machines, and what only those need. A package that names this machine must
 * be there, unless it is for one C library: which one this machine has is npm's to know.
 *
 * @param {unknown} entry
 * @param {{ platform: string, arch: string }} machine
 */
function mayBeMissing(entry, { platform, arch }) {
  if (property(entry, 'optional') !== true && property(entry, 'devOptional') !== true) return false;
  const os = property(entry, 'os');
  const cpu = property(entry, 'cpu');
  const namesMachine = os !== undefined || cpu !== undefined;
  return !namesMachine || property(entry, 'libc') !== undefined || !isFor(os, platform) || !isFor(cpu, arch);
}

/**
 * @param {unknown} names package.json's `os` or `cpu`: a name or a list of names, `!name` excludes
 * @param {string} actual
 */
function isFor(names, actual) {
  const allowed = Array.isArray(names) ? names : typeof names === 'string' ? [names] : [];
  if (allowed.length === 0) return true;
  if (allowed.includes(`!${actual}`)) return false;
  return allowed.includes(actual) || allowed.every((name) => typeof name === 'string' && name.startsWith('!'));
}
