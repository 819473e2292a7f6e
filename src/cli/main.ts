import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import { commandLine, defaultDataFolder } from './command-line.ts';
import { addAuthorityCommands } from './commands/authorities.ts';
import { addBundleCommand } from './commands/bundle.ts';
import { addCatchCommand } from './commands/catch.ts';
import { addCheckCommands } from './commands/checks.ts';
import { addClocksCommand } from './commands/clocks.ts';
import { addConnectionCommands } from './commands/connections.ts';
import { addContractCommands } from './commands/contracts.ts';
import { addDataCommands } from './commands/data.ts';
import { addDiagnoseCommand } from './commands/diagnose.ts';
import { addHarCommand } from './commands/har.ts';
import { addLaunchCommand } from './commands/launch.ts';
import { addLtiCommands } from './commands/lti.ts';
import { addRegistrationCommands } from './commands/registrations.ts';
import { addRosterCommands } from './commands/roster.ts';
import { addRunCommand } from './commands/run.ts';
import { addSandboxCommand } from './commands/sandbox.ts';
import { addSendCommand } from './commands/send.ts';
import { addSigningCommands } from './commands/signing.ts';
import { addStoreSetupCommand } from './commands/store-setup.ts';
import { addSuiteCommands } from './commands/suite.ts';
import { addVaultCommands } from './commands/vault.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { exitCodes } from './exit-codes.ts';

const packageFile = new URL('../../package.json', import.meta.url);
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8')));

const program = new Command('countersign')
  .description('Test bench for LTI launches and signed education APIs')
  .version(version)
  .option('--data <folder>', 'data folder of the app')
  .showHelpAfterError()
  .exitOverride();

const line = commandLine({
  appVersion: version,
  dataFolder: () => z.object({ data: z.string().optional() }).parse(program.opts()).data ?? defaultDataFolder(),
});

addSigningCommands(program, line);
addVerifyCommand(program, line);
addDiagnoseCommand(program, line);
addCheckCommands(program, line);
addHarCommand(program, line);
addClocksCommand(program, line);
addBundleCommand(program, line);
addSendCommand(program, line);
addLaunchCommand(program, line);
addRunCommand(program, line);
addConnectionCommands(program, line);
addContractCommands(program, line);
addVaultCommands(program, line);
addDataCommands(program, line);
addAuthorityCommands(program, line);
addLtiCommands(program, line);
addSuiteCommands(program, line);
addRosterCommands(program, line);
addRegistrationCommands(program, line);
addStoreSetupCommand(program, line);
addSandboxCommand(program, line);
addCatchCommand(program, line);

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof CommanderError)) {
    throw error;
  }
  process.exitCode = error.exitCode === 0 ? exitCodes.fine : exitCodes.wrongUse;
}
