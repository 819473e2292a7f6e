import { type Kysely, sql } from 'kysely';

/** The flows of an imported contract: the text of its Arazzo file, NULL where there is none. */
export const contractFlows = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('ALTER TABLE user_contracts ADD COLUMN flows TEXT').execute(db);
  },
};
