import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, readFile, rename, writeFile } from 'node:fs/promises';

/**
 * The text of a file, or undefined when it does not exist.
 *
 * @param {string} path
 * @returns {Promise<string | undefined>}
 */
export async function readIfPresent(path) {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Writes a file so that a reader, or the run after an interruption, sees the old text or the new one and never a half.
 *
 * @param {string} path
 * @param {string} text
 */
export async function writeWhole(path, text) {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  await writeFile(temporary, text);
  await rename(temporary, path);
}

/**
 * @param {string} path
 * @returns {Promise<boolean>}
 */
export async function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * @param {string} path
 * @returns {Promise<boolean>}
 */
export async function isExecutable(path) {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Parses JSON written by a tool; undefined when the text is missing or damaged.
 *
 * @param {string | undefined} text
 * @returns {unknown}
 */
export function parseJson(text) {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * A property of a parsed JSON value; undefined when the value is not an object or lacks it.
 *
 * @param {unknown} value
 * @param {string} key
 * @returns {unknown}
 */
export function property(value, key) {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}
