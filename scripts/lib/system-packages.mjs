import { run } from './child.mjs';

/** The Debian packages whose libraries Electron loads, and a virtual display for machines without one. */
const DEBIAN = [
  'xvfb',
  'xauth',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libxkbcommon0',
];

/** @type {Readonly<Record<string, string>>} */
const OTHERS = {
  dnf: 'sudo dnf install -y xorg-x11-server-Xvfb gtk3 nss alsa-lib mesa-libgbm libXScrnSaver at-spi2-atk libdrm libxkbcommon',
  zypper:
    'sudo zypper install -y xorg-x11-server-Xvfb gtk3-tools mozilla-nss alsa libgbm1 libXss1 libdrm2 libxkbcommon0',
  pacman: 'sudo pacman -S --needed xorg-server-xvfb gtk3 nss alsa-lib mesa libxss at-spi2-core libdrm libxkbcommon',
};

/** Package managers whose command is known, in the order they are looked for. */
export const packageManagers = ['apt-get', ...Object.keys(OTHERS)];

/**
 * The command that installs what Electron needs.
 *
 * @param {string | undefined} manager one of {@link packageManagers}
 * @returns {Promise<string>} empty for an unknown manager
 */
export async function installCommand(manager) {
  if (manager !== 'apt-get') return (manager && OTHERS[manager]) || '';
  const packages = await debianPackages(isDebianPackage);
  const sudo = process.getuid?.() === 0 ? '' : 'sudo ';
  return `${sudo}apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/**
 * The names these packages have on this release: since the change to 64-bit time, newer ones end in `t64`.
 *
 * @param {(name: string) => Promise<boolean>} isAvailable whether the release has a package of exactly this name
 * @returns {Promise<string[]>}
 */
export async function debianPackages(isAvailable) {
  return Promise.all(
    DEBIAN.map(async (name) => {
      if (await isAvailable(name)) return name;
      return (await isAvailable(`${name}t64`)) ? `${name}t64` : name;
    }),
  );
}

/** @param {string} name */
async function isDebianPackage(name) {
  const { stdout } = await run('apt-cache', ['show', '--no-all-versions', name]);
  return stdout.split('\n').includes(`Package: ${name}`);
}
