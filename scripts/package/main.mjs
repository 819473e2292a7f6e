/** The work of `npm run package`, in a Node new enough for Electron's tools. Prints what it made, the last line as JSON. */
import { join } from 'node:path';
import { electronVersion } from '../lib/electron-supported.mjs';
import { EXIT } from '../lib/exit-codes.mjs';
import { launch } from '../lib/launcher.mjs';
import { projectRoot } from '../lib/paths.mjs';
import { createLog } from '../lib/terminal.mjs';
import { parsePackageArguments } from './arguments.mjs';
import { electronToPackage } from './electron-source.mjs';
import { FUSES } from './fuses.mjs';
import { makePackage } from './make-package.mjs';

const log = createLog();

await launch(async () => {
  const root = projectRoot;
  const { env } = process;
  const typedIn = env.npm_lifecycle_event === 'package' ? env.INIT_CWD : undefined;
  const { variant, electronDist, out } = parsePackageArguments(process.argv.slice(2), {
    root,
    cwd: typedIn ?? process.cwd(),
    env,
  });
  const electron = await electronToPackage({ root, node: process.execPath, electronDist, log });
  const isTest = electron.purpose === 'test';
  if (isTest) {
    log.warn(`A test artefact with Electron ${electron.version} of ${electron.folder}: never distribute it.`);
  }
  const supported = (await electronVersion(root)) ?? '';
  const made = await log.during('Packaging', () =>
    makePackage({
      root,
      out: isTest ? join(out, 'test-artefacts') : out,
      electron,
      variant,
      coreOutside: majorOf(electron.version) < majorOf(supported),
    }),
  );
  for (const { name, why } of FUSES) {
    const state = made.fuses[name];
    log.info(`  ${name.padEnd(38)} ${state === undefined ? 'not in it' : state ? 'on       ' : 'off      '} ${why}`);
  }
  log.info(`\n${isTest ? 'Test artefact' : 'Packaged'}: ${made.folder}`);
  if (!isTest) log.info('It is not signed: sign it now, after the fuses, and before it leaves this machine.');
  log.info(JSON.stringify(made));
  return EXIT.ok;
});

/** @param {string} version */
function majorOf(version) {
  return Number.parseInt(version, 10);
}
