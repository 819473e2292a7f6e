import { exchangesCommands } from '../../protocol/commands/exchanges.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CoreContext } from '../context.ts';
import { harFile } from '../exchanges/har/index.ts';
import { bind } from './bind.ts';

export function exchangesHandlers({ workspace, emit, appVersion }: CoreContext) {
  return {
    'exchanges.preview': bind(exchangesCommands['exchanges.preview'], async ({ form }) =>
      (await workspace()).exchanges.preview(form),
    ),
    'exchanges.send': bind(exchangesCommands['exchanges.send'], async ({ form, anyway, timeoutMs }) =>
      (await workspace()).exchanges.send(form, { anyway, timeoutMs }),
    ),
    'exchanges.launch': bind(exchangesCommands['exchanges.launch'], async ({ form, anyway, mode, acceptCertificate }) =>
      (await workspace()).exchanges.launch(form, { anyway, mode, acceptCertificate }),
    ),
    'exchanges.cancel': bind(exchangesCommands['exchanges.cancel'], async ({ id }) => {
      (await workspace()).exchanges.cancel(id);
      return {};
    }),
    'exchanges.list': bind(exchangesCommands['exchanges.list'], async (query) =>
      (await workspace()).storage.exchanges.list(query),
    ),
    'exchanges.get': bind(exchangesCommands['exchanges.get'], async ({ id }) => {
      const exchange = (await workspace()).storage.exchanges.get(id);
      if (exchange === undefined) {
        throw new ProblemError('not-found', { params: { what: 'exchange', id } });
      }
      return exchange;
    }),
    'exchanges.body': bind(exchangesCommands['exchanges.body'], async (page) =>
      (await workspace()).bodyPages.read(page),
    ),
    'exchanges.har': bind(exchangesCommands['exchanges.har'], async ({ id }) => {
      const exchange = (await workspace()).storage.exchanges.get(id);
      if (exchange === undefined) {
        throw new ProblemError('not-found', { params: { what: 'exchange', id } });
      }
      return harFile(exchange, appVersion);
    }),
    'exchanges.delete': bind(exchangesCommands['exchanges.delete'], async ({ ids }) => {
      const { exchanges, bodyPages, trash } = await workspace();
      bodyPages.forget();
      trash.delete('exchanges', ids, () => exchanges.delete(ids));
      emit({ type: 'history.changed' });
      emit({ type: 'connections.changed' });
      return {};
    }),
  };
}
