import { type CatcherRegistration, catcherRegistrationSchema } from '../../../protocol/models/lti/catcher.ts';
import type { Log } from '../../ports.ts';
import type { Db } from '../db.ts';
import { parseColumn } from '../json.ts';

/** Platforms the catcher is registered at. */
export type CatcherRegistrationsRepository = {
  put(registration: CatcherRegistration): void;
  get(id: string): CatcherRegistration | undefined;
  /** In order of name. */
  list(): CatcherRegistration[];
  /** `false` when there was none. */
  delete(id: string): boolean;
};

export function createCatcherRegistrationsRepository(
  { build, all, first, run }: Db,
  log: Log,
): CatcherRegistrationsRepository {
  const parse = (id: string, text: string): CatcherRegistration | undefined =>
    parseColumn(catcherRegistrationSchema, text, { table: 'catcher_registrations', id }, log);
  return {
    put(registration) {
      const columns = { name: registration.name, registration: JSON.stringify(registration) };
      run(
        build
          .insertInto('catcher_registrations')
          .values({ id: registration.id, ...columns })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(columns)),
      );
    },
    get(id) {
      const row = first(build.selectFrom('catcher_registrations').select('registration').where('id', '=', id));
      return row === undefined ? undefined : parse(id, row.registration);
    },
    list: () =>
      all(
        build.selectFrom('catcher_registrations').select(['id', 'registration']).orderBy('name').orderBy('id'),
      ).flatMap((row) => parse(row.id, row.registration) ?? []),
    delete: (id) => run(build.deleteFrom('catcher_registrations').where('id', '=', id)) > 0,
  };
}
