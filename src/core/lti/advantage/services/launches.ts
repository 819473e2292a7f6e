import { allServiceScopes, scopesOfServices } from '../../../../protocol/models/advantage/scopes.ts';
import type { Connection } from '../../../../protocol/models/connection.ts';
import type { Exchange } from '../../../../protocol/models/exchanges/exchange.ts';
import type { Storage } from '../../../storage/open-storage.ts';
import type { Telling } from './told.ts';

type Launches = {
  /** The newest launch of any of the connections; `null` before there is one. */
  newest(connections: readonly Connection[]): Exchange | null;
};

/** Exchanges of a connection looked through for a launch: requests between launches of LTI 1.3 are rare. */
const lookedThrough = 50;

/** The launches calls belong to: what tools call about is what they were launched for last. */
export function createLaunches({ exchanges }: Pick<Storage, 'exchanges'>): Launches {
  return {
    newest(connections) {
      const newest = connections
        .flatMap(
          ({ id }) =>
            exchanges.list({ connectionId: id, limit: lookedThrough }).rows.find(({ kind }) => kind === 'launch') ?? [],
        )
        .sort((a, b) => b.startedAt - a.startedAt)[0];
      return newest === undefined ? null : (exchanges.get(newest.id) ?? null);
    },
  };
}

/** As which LMS a launch told the tool of people; a plain one that keeps nothing back before there was a launch. */
export function tellingOf(launch: Exchange | null): Telling {
  const { preset = 'plain', options = [], privacy = 'public', custom = [] } = launch?.preset ?? {};
  return { preset, options, privacy: launch?.advantage?.anonymous === true ? 'anonymous' : privacy, custom };
}

/** Scopes a launch offered its tool; all before there was a launch. */
export function offeredScopes(launch: Exchange | null): readonly string[] {
  const services = launch?.advantage?.services;
  return services === undefined ? allServiceScopes : scopesOfServices(services);
}
