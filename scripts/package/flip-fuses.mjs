import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { EXIT, LauncherError } from '../lib/exit-codes.mjs';
import { wantedFuses } from './fuses.mjs';

/**
 * @typedef {object} FlippedFuses
 * @property {Record<string, boolean>} fuses read back from the binary, by name
 * @property {string[]} unknown fuses of ours the binary is too old to have; none in a release
 */

/**
 * Flips the fuses of a packaged app and reads them back. A release is strict both ways: a fuse of its Electron that we have not
 * decided, or one of ours that it lacks, fails. A test artefact of an older Electron gets those its wire has.
 *
 * @param {object} options
 * @param {string} options.application executable, or the `.app` on a Mac
 * @param {{ platform: string, arch: string, variant: import('./fuses.mjs').Variant }} options.target
 * @param {boolean} options.isStrict
 * @returns {Promise<FlippedFuses>}
 * @throws {LauncherError} `failed` when the binary has other fuses in the end than were asked for
 */
export async function setFuses({ application, target, isStrict }) {
  const wanted = wantedFuses(target);
  const before = await readFuses(application);
  const known = [...wanted].filter(([option]) => isStrict || before.has(option));
  await flipFuses(application, {
    version: FuseVersion.V1,
    // A changed binary of an arm64 Mac has to be signed anew, if only by nobody, or it does not start.
    resetAdHocDarwinSignature: target.platform === 'darwin' && target.arch === 'arm64',
    ...fuseConfig(known, isStrict),
  });
  const after = await readFuses(application);
  const wrong = known.filter(([option, { on }]) => after.get(option) !== on).map(([, { name }]) => name);
  const undecided = [...after.keys()].filter((option) => !wanted.has(option));
  if (wrong.length > 0 || undecided.length > 0) {
    const names = [...wrong, ...undecided.map((option) => `number ${option}, on which nothing is decided`)];
    throw new LauncherError(EXIT.failed, `The packaged app has fuses that are not as wanted: ${names.join(', ')}.`);
  }
  return {
    fuses: Object.fromEntries(known.map(([option, { name }]) => [name, after.get(option) === true])),
    unknown: [...wanted].filter(([option]) => !before.has(option)).map(([, { name }]) => name),
  };
}

/**
 * @param {readonly [FuseV1Options, { on: boolean }][]} wanted
 * @param {boolean} isStrict
 */
function fuseConfig(wanted, isStrict) {
  /** @type {Partial<Record<FuseV1Options, boolean>>} */
  const config = Object.fromEntries(wanted.map(([option, { on }]) => [option, on]));
  return isStrict ? { ...complete(config), strictlyRequireAllFuses: /** @type {const} */ (true) } : config;
}

/**
 * @param {Partial<Record<FuseV1Options, boolean>>} config
 * @returns {Record<FuseV1Options, boolean>}
 */
function complete(config) {
  const decided = (/** @type {FuseV1Options} */ option) => {
    const on = config[option];
    if (on === undefined) throw new LauncherError(EXIT.bug, `The fuse ${FuseV1Options[option]} is not decided.`);
    return on;
  };
  return {
    [FuseV1Options.RunAsNode]: decided(FuseV1Options.RunAsNode),
    [FuseV1Options.EnableCookieEncryption]: decided(FuseV1Options.EnableCookieEncryption),
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: decided(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    [FuseV1Options.EnableNodeCliInspectArguments]: decided(FuseV1Options.EnableNodeCliInspectArguments),
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: decided(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    [FuseV1Options.OnlyLoadAppFromAsar]: decided(FuseV1Options.OnlyLoadAppFromAsar),
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: decided(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: decided(FuseV1Options.GrantFileProtocolExtraPrivileges),
    [FuseV1Options.WasmTrapHandlers]: decided(FuseV1Options.WasmTrapHandlers),
  };
}

/**
 * The fuses a binary has: those that are on or off. One that was removed from Electron is neither.
 *
 * @param {string} application
 * @returns {Promise<Map<number, boolean>>} by place in the wire
 */
export async function readFuses(application) {
  const wire = await getCurrentFuseWire(application);
  /** @type {Map<number, boolean>} */
  const fuses = new Map();
  for (const [place, state] of Object.entries(wire)) {
    if (place !== 'version' && (state === FuseState.ENABLE || state === FuseState.DISABLE)) {
      fuses.set(Number(place), state === FuseState.ENABLE);
    }
  }
  return fuses;
}
