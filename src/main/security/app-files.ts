import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { parseUrl } from '../url.ts';
import { appHost, appScheme } from './origin.ts';

/** Files of the app by their exact path in an address (`/assets/index.js`) → path on disk. */
export type AppFiles = ReadonlyMap<string, string>;

/**
 * Lists the files under `root`. Addresses are looked up in this list and never joined to a path, so no spelling of an address
 * (encoded dots, backslashes, another case) can reach anything else. Links are left out: they may lead outside.
 */
export async function listAppFiles(root: string): Promise<AppFiles> {
  const files = new Map<string, string>();
  const walk = async (folder: string, path: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const file = join(folder, entry.name);
      if (entry.isDirectory()) await walk(file, `${path}${entry.name}/`);
      else if (entry.isFile()) files.set(`${path}${entry.name}`, file);
    }
  };
  await walk(root, '/');
  return files;
}

/** Path on the app's host an address names, decoded once; `null` when it names another host or is spelled to deceive. */
export function appPath(address: string): string | null {
  const url = parseUrl(address);
  if (url === null || url.protocol !== `${appScheme}:` || url.host !== appHost) return null;
  if (url.username !== '' || url.password !== '') return null;
  const path = decode(url.pathname);
  if (path === null || !/^\/[A-Za-z0-9_@./-]*$/.test(path)) return null;
  if (path.includes('//') || path.split('/').some((part) => part === '.' || part === '..')) return null;
  return path === '/' ? '/index.html' : path;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Content type by file name; bytes of unknown kind are never guessed at. */
export function contentTypeOf(path: string): string {
  return types[extname(path).toLowerCase()] ?? 'application/octet-stream';
}
