import { sql } from 'kysely';
import {
  type Course,
  courseSchema,
  type Person,
  personSchema,
  type Roster,
} from '../../../protocol/models/lti/roster.ts';
import type { Log } from '../../ports.ts';
import type { Db } from '../db.ts';
import { parseColumn } from '../json.ts';

/** People and courses of the workspace. Rows that cannot be read are left out and logged. */
export type RosterRepository = {
  /** In order of name, capitals or not. */
  list(): Roster;
  person(id: string): Person | undefined;
  course(id: string): Course | undefined;
  /** Stores it under its id, in place of what was there. `at`: epoch milliseconds. */
  putPerson(person: Person, at: number): void;
  putCourse(course: Course, at: number): void;
  /** `false` when there was none. */
  deletePerson(id: string): boolean;
  deleteCourse(id: string): boolean;
  /**
   * User ids that were added, changed or deleted after the change numbered `since`, and the number of the newest change of all;
   * since 0: all that ever changed.
   */
  changes(since: number): { userIds: string[]; newest: number };
};

export function createRosterRepository({ build, all, first, run }: Db, log: Log): RosterRepository {
  const parsePerson = (row: { id: string; person: string }): Person | undefined =>
    parseColumn(personSchema, row.person, { table: 'roster_people', id: row.id }, log);
  const parseCourse = (row: { id: string; course: string }): Course | undefined =>
    parseColumn(courseSchema, row.course, { table: 'roster_courses', id: row.id }, log);

  return {
    list: () => ({
      people: all(
        build.selectFrom('roster_people').select(['id', 'person']).orderBy(sql`name COLLATE NOCASE`).orderBy('id'),
      ).flatMap((row) => parsePerson(row) ?? []),
      courses: all(
        build.selectFrom('roster_courses').select(['id', 'course']).orderBy(sql`name COLLATE NOCASE`).orderBy('id'),
      ).flatMap((row) => parseCourse(row) ?? []),
    }),
    person(id) {
      const row = first(build.selectFrom('roster_people').select(['id', 'person']).where('id', '=', id));
      return row === undefined ? undefined : parsePerson(row);
    },
    course(id) {
      const row = first(build.selectFrom('roster_courses').select(['id', 'course']).where('id', '=', id));
      return row === undefined ? undefined : parseCourse(row);
    },
    putPerson(person, at) {
      const columns = { name: person.fullName, person: JSON.stringify(person), updated_at: at };
      run(
        build
          .insertInto('roster_people')
          .values({ id: person.id, ...columns })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(columns)),
      );
    },
    putCourse(course, at) {
      const columns = { name: course.title, course: JSON.stringify(course), updated_at: at };
      run(
        build
          .insertInto('roster_courses')
          .values({ id: course.id, ...columns })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(columns)),
      );
    },
    deletePerson: (id) => run(build.deleteFrom('roster_people').where('id', '=', id)) > 0,
    deleteCourse: (id) => run(build.deleteFrom('roster_courses').where('id', '=', id)) > 0,
    changes: (since) => ({
      userIds: all(build.selectFrom('roster_changes').select('user_id').where('seq', '>', since).orderBy('seq')).map(
        (row) => row.user_id,
      ),
      newest: first(build.selectFrom('roster_changes').select(({ fn }) => fn.max('seq').as('newest')))?.newest ?? 0,
    }),
  };
}
