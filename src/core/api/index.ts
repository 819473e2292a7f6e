import type { CoreContext } from '../context.ts';
import { abRunHandlers } from './ab-run.ts';
import { advantageHandlers } from './advantage.ts';
import { advantageServicesHandlers } from './advantage-services.ts';
import { authoritiesHandlers } from './authorities.ts';
import { backupsHandlers } from './backups.ts';
import type { CommandHandlers } from './bind.ts';
import { bundleHandlers } from './bundle.ts';
import { catcherHandlers } from './catcher.ts';
import { connectionsHandlers } from './connections.ts';
import { contractsHandlers } from './contracts.ts';
import { credentialsHandlers } from './credentials.ts';
import { dataHandlers } from './data.ts';
import { diagnosisHandlers } from './diagnosis.ts';
import { exchangesHandlers } from './exchanges.ts';
import { filesHandlers } from './files.ts';
import { flowsHandlers } from './flows.ts';
import { ltiHandlers } from './lti.ts';
import { negativeHandlers } from './negative.ts';
import { portabilityHandlers } from './portability.ts';
import { registrationsHandlers } from './registrations.ts';
import { rosterHandlers } from './roster.ts';
import { signingHandlers } from './signing.ts';
import { storeSetupHandlers } from './store-setup.ts';
import { trashHandlers } from './trash.ts';
import { vaultHandlers } from './vault.ts';
import { workspaceHandlers } from './workspace.ts';

/** The one table of commands: a command of the protocol without a handler here does not compile. */
export function commandHandlers(context: CoreContext): CommandHandlers {
  return {
    ...vaultHandlers(context),
    ...credentialsHandlers(context),
    ...connectionsHandlers(context),
    ...contractsHandlers(context),
    ...signingHandlers(context),
    ...diagnosisHandlers(context),
    ...abRunHandlers(context),
    ...negativeHandlers(context),
    ...exchangesHandlers(context),
    ...filesHandlers(context),
    ...flowsHandlers(context),
    ...storeSetupHandlers(),
    ...workspaceHandlers(context),
    ...registrationsHandlers(context),
    ...rosterHandlers(context),
    ...ltiHandlers(context),
    ...advantageHandlers(context),
    ...advantageServicesHandlers(context),
    ...catcherHandlers(context),
    ...trashHandlers(context),
    ...backupsHandlers(context),
    ...dataHandlers(context),
    ...authoritiesHandlers(context),
    ...bundleHandlers(context),
    ...portabilityHandlers(context),
  };
}
