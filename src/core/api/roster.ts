import { rosterCommands } from '../../protocol/commands/roster.ts';
import type { CoreContext } from '../context.ts';
import type { RosterService } from '../roster/roster.ts';
import type { Trash } from '../trash/trash.ts';
import { bind } from './bind.ts';

export function rosterHandlers({ workspace, emit }: CoreContext) {
  const change = async <T>(work: (roster: RosterService, trash: Trash) => T): Promise<T> => {
    const { roster, trash } = await workspace();
    const result = work(roster, trash);
    emit({ type: 'roster.changed' });
    return result;
  };
  return {
    'roster.list': bind(rosterCommands['roster.list'], async () => (await workspace()).roster.list()),
    'roster.createPerson': bind(rosterCommands['roster.createPerson'], ({ draft }) =>
      change((roster) => roster.createPerson(draft)),
    ),
    'roster.updatePerson': bind(rosterCommands['roster.updatePerson'], ({ id, draft }) =>
      change((roster) => roster.updatePerson(id, draft)),
    ),
    'roster.deletePerson': bind(rosterCommands['roster.deletePerson'], ({ id }) =>
      change((roster, trash) => {
        trash.delete('person', [id], () => roster.deletePerson(id));
        return {};
      }),
    ),
    'roster.createCourse': bind(rosterCommands['roster.createCourse'], ({ draft }) =>
      change((roster) => roster.createCourse(draft)),
    ),
    'roster.updateCourse': bind(rosterCommands['roster.updateCourse'], ({ id, draft }) =>
      change((roster) => roster.updateCourse(id, draft)),
    ),
    'roster.deleteCourse': bind(rosterCommands['roster.deleteCourse'], ({ id }) =>
      change((roster, trash) => {
        trash.delete('course', [id], () => roster.deleteCourse(id));
        return {};
      }),
    ),
  };
}
