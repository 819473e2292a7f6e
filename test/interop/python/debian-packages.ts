import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Packages to fetch, and what has to load with them. */
type Libraries = { folder: string; packages: readonly string[]; modules: string };

const ltiLibraries: Libraries = {
  folder: 'debian-python',
  packages: [
    'python3-lti',
    'python3-oauthlib',
    'python3-requests-oauthlib',
    'python3-lxml',
    'python3-requests',
    'python3-urllib3',
    'python3-idna',
    'python3-certifi',
    'python3-chardet',
    'python3-six',
  ],
  modules: 'import lti, oauthlib, requests, requests_oauthlib',
};

/** PyJWT, and what it verifies RS256 with. */
export const jwtLibraries: Libraries = {
  folder: 'debian-python-jwt',
  packages: ['python3-jwt', 'python3-cryptography', 'python3-cffi-backend'],
  modules: 'import jwt, cryptography.hazmat.primitives.asymmetric.rsa',
};

export type Python = { command: string; path: string };
export type Provision = { ok: true; python: Python } | { ok: false; reason: string };

/**
 * The Python packages of Debian, downloaded by apt (which checks their signatures), unpacked into the cache folder of
 * node_modules and used from there: nothing is installed. Where there is no apt or no network, the reason.
 */
export function provisionPython({ folder, packages, modules }: Libraries = ltiLibraries): Provision {
  const cache = fileURLToPath(new URL('../../../node_modules/.cache/countersign-interop', import.meta.url));
  const unpacked = join(cache, folder);
  try {
    if (!existsSync(unpacked)) unpack(cache, unpacked, packages);
  } catch (error) {
    return { ok: false, reason: `the Debian packages could not be fetched: ${firstLine(error)}` };
  }
  const path = join(unpacked, 'usr', 'lib', 'python3', 'dist-packages');
  let reason = '';
  for (const command of ['python3', '/usr/bin/python3']) {
    try {
      execFileSync(command, ['-c', modules], { env: environment(path), stdio: 'pipe' });
      return { ok: true, python: { command, path } };
    } catch (error) {
      reason = firstLine(error);
    }
  }
  return { ok: false, reason: `no Python 3 can load them: ${reason}` };
}

function unpack(cache: string, target: string, packages: readonly string[]): void {
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'unpacking-'));
  try {
    execFileSync('apt-get', ['download', ...packages], { cwd: work, stdio: 'pipe', timeout: 60_000 });
    const root = join(work, 'root');
    for (const file of readdirSync(work).filter((name) => name.endsWith('.deb'))) {
      execFileSync('dpkg', ['-x', join(work, file), root], { stdio: 'pipe' });
    }
    renameSync(root, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

export function environment(path: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PYTHONPATH: path,
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONIOENCODING: 'utf-8',
    NO_PROXY: '127.0.0.1',
    no_proxy: '127.0.0.1',
  };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
