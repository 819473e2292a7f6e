import { flowsCommands } from '../../protocol/commands/flows.ts';
import type { CoreContext } from '../context.ts';
import { bind } from './bind.ts';

export function flowsHandlers({ workspace }: CoreContext) {
  const flows = async () => (await workspace()).flows;
  return {
    'flows.list': bind(flowsCommands['flows.list'], async ({ contractId }) => (await flows()).list(contractId)),
    'flows.prepare': bind(flowsCommands['flows.prepare'], async (input) => (await flows()).prepare(input)),
    'flows.choices': bind(flowsCommands['flows.choices'], async (input) => (await flows()).choices(input)),
    'flows.start': bind(flowsCommands['flows.start'], async (input) => (await flows()).start(input)),
    'flows.resume': bind(flowsCommands['flows.resume'], async (input) => (await flows()).resume(input)),
    'flows.cancel': bind(flowsCommands['flows.cancel'], async ({ id }) => {
      (await flows()).cancel(id);
      return {};
    }),
    'flows.get': bind(flowsCommands['flows.get'], async ({ id }) => (await flows()).get(id)),
    'flows.runs': bind(flowsCommands['flows.runs'], async ({ connectionId, limit }) =>
      (await flows()).runs(connectionId, limit),
    ),
    'flows.openPage': bind(flowsCommands['flows.openPage'], async (input) => (await flows()).openPage(input)),
  };
}
