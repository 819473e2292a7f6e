import { abRunCommands } from '../../protocol/commands/ab-run.ts';
import type { CoreContext } from '../context.ts';
import { recentClocks } from '../diagnosis/clocks.ts';
import { bind } from './bind.ts';

export function abRunHandlers({ workspace, clock }: CoreContext) {
  return {
    'diagnosis.abRun': bind(abRunCommands['diagnosis.abRun'], async ({ form, anyway }) =>
      (await workspace()).abRuns.start(form, anyway),
    ),
    'diagnosis.abResult': bind(abRunCommands['diagnosis.abResult'], async ({ id }) =>
      (await workspace()).abRuns.result(id),
    ),
    'diagnosis.abCancel': bind(abRunCommands['diagnosis.abCancel'], async ({ id }) => {
      (await workspace()).abRuns.cancel(id);
      return {};
    }),
    'diagnosis.clocks': bind(abRunCommands['diagnosis.clocks'], async () =>
      recentClocks((await workspace()).storage.exchanges, clock.now()),
    ),
  };
}
