import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/**
 * The Subresource-Integrity value of a file, as npm lockfiles write it.
 *
 * @param {string} path
 * @returns {Promise<string>} `sha512-` and the digest in base64
 */
export async function fileIntegrity(path) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return `sha512-${hash.digest('base64')}`;
}
