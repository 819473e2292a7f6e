import { negativeCommands } from '../../protocol/commands/negative.ts';
import type { CoreContext } from '../context.ts';
import { negativeCases } from '../lti/advantage/negative/cases.ts';
import { bind } from './bind.ts';

export function negativeHandlers({ workspace }: CoreContext) {
  return {
    'suite.cases': bind(negativeCommands['suite.cases'], () => negativeCases()),
    'suite.run': bind(negativeCommands['suite.run'], async ({ form, cases }) =>
      (await workspace()).suites.start(form, cases),
    ),
    'suite.get': bind(negativeCommands['suite.get'], async ({ id }) => (await workspace()).suites.get(id)),
    'suite.list': bind(negativeCommands['suite.list'], async ({ connectionId }) =>
      (await workspace()).suites.list(connectionId),
    ),
    'suite.cancel': bind(negativeCommands['suite.cancel'], async ({ id }) => {
      (await workspace()).suites.cancel(id);
      return {};
    }),
  };
}
