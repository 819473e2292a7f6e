import type { z } from 'zod';
import { abRunCommands } from './ab-run.ts';
import { advantageCommands } from './advantage.ts';
import { advantageServicesCommands } from './advantage-services.ts';
import { authoritiesCommands } from './authorities.ts';
import { backupsCommands } from './backups.ts';
import { bundleCommands } from './bundle.ts';
import { catcherCommands } from './catcher.ts';
import { connectionsCommands } from './connections.ts';
import { contractsCommands } from './contracts.ts';
import { credentialsCommands } from './credentials.ts';
import { dataCommands } from './data.ts';
import { diagnosisCommands } from './diagnosis.ts';
import { exchangesCommands } from './exchanges.ts';
import { filesCommands } from './files.ts';
import { flowsCommands } from './flows.ts';
import { ltiCommands } from './lti.ts';
import { negativeCommands } from './negative.ts';
import { portabilityCommands } from './portability.ts';
import { registrationsCommands } from './registrations.ts';
import { rosterCommands } from './roster.ts';
import { signingCommands } from './signing.ts';
import { storeSetupCommands } from './store-setup.ts';
import { trashCommands } from './trash.ts';
import { vaultCommands } from './vault.ts';
import { workspaceCommands } from './workspace.ts';

/** Everything core can be asked, by the window and the CLI alike. */
export const commands = {
  ...vaultCommands,
  ...credentialsCommands,
  ...connectionsCommands,
  ...contractsCommands,
  ...signingCommands,
  ...diagnosisCommands,
  ...abRunCommands,
  ...negativeCommands,
  ...exchangesCommands,
  ...filesCommands,
  ...flowsCommands,
  ...storeSetupCommands,
  ...workspaceCommands,
  ...registrationsCommands,
  ...rosterCommands,
  ...ltiCommands,
  ...advantageServicesCommands,
  ...advantageCommands,
  ...catcherCommands,
  ...trashCommands,
  ...backupsCommands,
  ...dataCommands,
  ...authoritiesCommands,
  ...bundleCommands,
  ...portabilityCommands,
};

export type CommandName = keyof typeof commands;
/** What a caller writes: defaults may be left out. */
export type CommandInput<N extends CommandName> = z.input<(typeof commands)[N]['input']>;
/** What a handler reads: defaults filled in. */
export type CommandPayload<N extends CommandName> = z.output<(typeof commands)[N]['input']>;
export type CommandOutput<N extends CommandName> = z.output<(typeof commands)[N]['output']>;

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
