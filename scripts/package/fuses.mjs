import { FuseV1Options } from '@electron/fuses';

/**
 * The switches that are burnt into the Electron of the packaged app, each with its reason. Read by `npm run package`, held complete
 * by a test, and compared with what the finished binary has.
 *
 * @typedef {object} Fuse
 * @property {FuseV1Options} option its place in the fuse wire
 * @property {string} name as `@electron/fuses` has it
 * @property {(target: { platform: string, variant: Variant }) => boolean} isOn
 * @property {string} why
 *
 * @typedef {'release' | 'e2e'} Variant `e2e` differs from what people get in one fuse: tests need to attach to it
 */

const always = () => true;
const never = () => false;

/** @type {readonly Fuse[]} */
export const FUSES = [
  {
    option: FuseV1Options.RunAsNode,
    name: 'RunAsNode',
    isOn: never,
    why: 'Another program could run its own scripts under our name, and with what the keychain lets us have.',
  },
  {
    option: FuseV1Options.EnableCookieEncryption,
    name: 'EnableCookieEncryption',
    isOn: always,
    why: 'Cookies of Chromium on disk, should there ever be any, lie under a key of the system. Turning it off again would lose them.',
  },
  {
    option: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    name: 'EnableNodeOptionsEnvironmentVariable',
    isOn: never,
    why: 'NODE_OPTIONS could load a script before ours, and NODE_EXTRA_CA_CERTS add an authority nobody chose in the app.',
  },
  {
    option: FuseV1Options.EnableNodeCliInspectArguments,
    name: 'EnableNodeCliInspectArguments',
    isOn: ({ variant }) => variant === 'e2e',
    why: 'With --inspect anyone who can start the app can read the memory of main. End-to-end tests attach that way, so their variant has it.',
  },
  {
    option: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    name: 'EnableEmbeddedAsarIntegrityValidation',
    isOn: ({ platform }) => platform === 'darwin' || platform === 'win32',
    why: 'A changed archive does not start: its hash stands in the signed bundle or executable. Electron does not check it on Linux.',
  },
  {
    option: FuseV1Options.OnlyLoadAppFromAsar,
    name: 'OnlyLoadAppFromAsar',
    isOn: always,
    why: 'A folder laid beside the archive would be taken instead of it, and the check of the archive with it.',
  },
  {
    option: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
    name: 'LoadBrowserProcessSpecificV8Snapshot',
    isOn: never,
    why: 'There is no snapshot of our own for main; with the fuse the app would not start.',
  },
  {
    option: FuseV1Options.GrantFileProtocolExtraPrivileges,
    name: 'GrantFileProtocolExtraPrivileges',
    isOn: never,
    why: 'Our pages come from app://, and nothing loads from file:, so it needs no more rights than in a browser.',
  },
  {
    option: FuseV1Options.WasmTrapHandlers,
    name: 'WasmTrapHandlers',
    isOn: always,
    why: 'As Electron has it: without, WebAssembly checks its bounds in slower code and is no safer.',
  },
];

/**
 * What the binary must have in the end.
 *
 * @param {{ platform: string, variant: Variant }} target
 * @returns {Map<FuseV1Options, { name: string, on: boolean }>}
 */
export function wantedFuses(target) {
  return new Map(FUSES.map(({ option, name, isOn }) => [option, { name, on: isOn(target) }]));
}
