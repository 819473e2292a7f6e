import { rosterCommands } from '../../protocol/commands/roster.ts';
import type { CoreContext } from '../context.ts';
import { bind } from './bind.ts';

export function rosterHandlers({ workspace }: CoreContext) {
  return {
    'roster.list': bind(rosterCommands['roster.list'], async () => (await workspace()).roster.list()),
    'roster.createPerson': bind(rosterCommands['roster.createPerson'], async ({ draft }) =>
      (await workspace()).roster.createPerson(draft),
    ),
    'roster.updatePerson': bind(rosterCommands['roster.updatePerson'], async ({ id, draft }) =>
      (await workspace()).roster.updatePerson(id, draft),
    ),
    'roster.deletePerson': bind(rosterCommands['roster.deletePerson'], async ({ id }) => {
      (await workspace()).roster.deletePerson(id);
      return {};
    }),
    'roster.createCourse': bind(rosterCommands['roster.createCourse'], async ({ draft }) =>
      (await workspace()).roster.createCourse(draft),
    ),
    'roster.updateCourse': bind(rosterCommands['roster.updateCourse'], async ({ id, draft }) =>
      (await workspace()).roster.updateCourse(id, draft),
    ),
    'roster.deleteCourse': bind(rosterCommands['roster.deleteCourse'], async ({ id }) => {
      (await workspace()).roster.deleteCourse(id);
      return {};
    }),
  };
}
