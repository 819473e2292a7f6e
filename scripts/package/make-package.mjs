import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packager } from '@electron/packager';
import { EXIT, LauncherError } from '../lib/exit-codes.mjs';
import { temporaryFolder } from '../lib/temporary.mjs';
import { setFuses } from './flip-fuses.mjs';
import { stageApp } from './stage.mjs';

/** The name people see. Where the app keeps its data goes by package.json's. */
const NAME = 'Countersign';
const EXECUTABLE = 'countersign';
const BUNDLE_ID = 'dev.countersign.app';

/** An archive of no files: packager wants one, and the Electron at hand is unpacked already. */
const EMPTY_ZIP = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);

/** Text of the file that marks a test artefact. */
const NOT_FOR_DISTRIBUTION =
  'A test artefact: Countersign packaged with an Electron it is not released with, to test the packaging.\n' +
  'That Electron may be past its end of life. Do not hand this on and do not use it with real credentials.\n';

/**
 * @typedef {object} Package
 * @property {string} folder
 * @property {string} executable
 * @property {string} archive
 * @property {import('./electron-source.mjs').ElectronSource['purpose']} purpose
 * @property {string} electron version
 * @property {import('./fuses.mjs').Variant} variant
 * @property {Record<string, boolean>} fuses read back from the binary
 * @property {string[]} unknownFuses ours, that the binary is too old to have
 */

/**
 * Packages the built app for this platform: archive, its integrity, fuses. Not signed: that needs an identity, and comes after.
 *
 * @param {object} options
 * @param {string} options.root the checkout, built
 * @param {string} options.out
 * @param {import('./electron-source.mjs').ElectronSource} options.electron
 * @param {import('./fuses.mjs').Variant} options.variant
 * @param {boolean} options.coreOutside core cannot read archives in this Electron, because it runs in a Node of its own
 * @returns {Promise<Package>}
 * @throws {import('../lib/exit-codes.mjs').LauncherError}
 */
export async function makePackage({ root, out, electron, variant, coreOutside }) {
  const { platform, arch } = packagedTarget(process);
  const work = temporaryFolder('package');
  try {
    const stage = join(work.path, 'app');
    await mkdir(stage);
    await stageApp({ root, stage, target: { platform, arch } });
    const [folder = ''] = await packager({
      dir: stage,
      name: NAME,
      executableName: EXECUTABLE,
      appBundleId: BUNDLE_ID,
      appCategoryType: 'public.app-category.developer-tools',
      platform,
      arch,
      asar: archiveOptions(coreOutside),
      out,
      overwrite: true,
      // What is staged is what is wanted.
      prune: false,
      quiet: true,
      tmpdir: join(work.path, 'packager'),
      ...(await unpackedElectron(electron, { platform, arch, work: work.path })),
    });
    const paths = packagedPaths(folder, platform);
    const isStrict = electron.purpose === 'release';
    const { fuses, unknown } = await setFuses({
      application: paths.application,
      target: { platform, arch, variant },
      isStrict,
    });
    if (!isStrict) await writeFile(join(folder, 'NOT-FOR-DISTRIBUTION.txt'), NOT_FOR_DISTRIBUTION);
    const { executable, archive } = paths;
    const { purpose, version } = electron;
    return { folder, executable, archive, purpose, electron: version, variant, fuses, unknownFuses: unknown };
  } finally {
    await work.remove();
  }
}

/**
 * The machines the app is packaged on, each for itself.
 *
 * @param {{ platform: string, arch: string }} machine
 * @returns {{ platform: 'linux' | 'darwin' | 'win32', arch: 'x64' | 'arm64' }}
 */
export function packagedTarget({ platform, arch }) {
  if ((platform === 'linux' || platform === 'darwin' || platform === 'win32') && (arch === 'x64' || arch === 'arm64')) {
    return { platform, arch };
  }
  throw new LauncherError(
    EXIT.electron,
    `The app is not packaged for ${platform} ${arch}: no Electron is released for it.`,
  );
}

/**
 * Native add-ons cannot be loaded from an archive. Core, its contracts and its worker stay in it, where the check of the archive covers
 * them, but for an Electron whose core is a plain Node.
 *
 * @param {boolean} coreOutside
 */
export function archiveOptions(coreOutside) {
  return coreOutside
    ? { unpack: '**/*.node', unpackDir: '{out/main,resources,node_modules}' }
    : { unpack: '**/*.node' };
}

/**
 * @param {import('./electron-source.mjs').ElectronSource} electron
 * @param {{ platform: string, arch: string, work: string }} options
 * @returns {Promise<Partial<import('@electron/packager').Options>>}
 */
async function unpackedElectron({ folder, version }, { platform, arch, work }) {
  const zips = join(work, 'electron');
  await mkdir(zips);
  await writeFile(join(zips, `electron-v${version}-${platform}-${arch}.zip`), EMPTY_ZIP);
  return {
    electronVersion: version,
    electronZipDir: zips,
    afterExtract: [
      async ({ buildPath }) => {
        await cp(folder, buildPath, { recursive: true, verbatimSymlinks: true });
        // A runtime that opens checkouts has a loader there.
        await rm(join(buildPath, 'resources', 'app'), { recursive: true, force: true });
      },
    ],
  };
}

/**
 * @param {string} folder
 * @param {string} platform
 */
function packagedPaths(folder, platform) {
  if (platform === 'darwin') {
    const application = join(folder, `${NAME}.app`);
    return {
      application,
      executable: join(application, 'Contents', 'MacOS', EXECUTABLE),
      archive: join(application, 'Contents', 'Resources', 'app.asar'),
    };
  }
  const executable = join(folder, platform === 'win32' ? `${EXECUTABLE}.exe` : EXECUTABLE);
  return { application: executable, executable, archive: join(folder, 'resources', 'app.asar') };
}
