import { z } from 'zod';
import type { Course, CourseDraft, Person, PersonDraft } from '../../protocol/models/lti/roster.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Clock, Random } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';
import { newId } from '../vault/new-id.ts';
import { sampleCourses, samplePeople } from './samples.ts';

/** The people and courses of the workspace. With an unknown id all but `list` throw `not-found`. */
export type RosterService = {
  list: Storage['roster']['list'];
  createPerson(draft: PersonDraft): Person;
  updatePerson(id: string, draft: PersonDraft): Person;
  deletePerson(id: string): void;
  createCourse(draft: CourseDraft): Course;
  updateCourse(id: string, draft: CourseDraft): Course;
  deleteCourse(id: string): void;
  person(id: string): Person;
  course(id: string): Course;
};

type RosterPorts = { storage: Pick<Storage, 'roster' | 'settings' | 'transaction'>; clock: Clock; random: Random };

const seededKey = 'roster.seeded';

export function createRoster({ storage, clock, random }: RosterPorts): RosterService {
  const { roster } = storage;

  const person = (id: string): Person => found(roster.person(id), 'person', id);
  const course = (id: string): Course => found(roster.course(id), 'course', id);
  const storePerson = (stored: Person): Person => {
    roster.putPerson(stored, clock.now());
    return stored;
  };
  const storeCourse = (id: string, draft: CourseDraft): Course => {
    const placements = draft.placements.map((placement) => ({ ...placement, id: placement.id ?? newId(random) }));
    const repeated = placements.find(
      ({ id: own }, index) => placements.findIndex((other) => other.id === own) !== index,
    );
    if (repeated !== undefined) {
      throw new ProblemError('input.invalid', {
        field: 'draft.placements',
        detail: `two placements have the id ${repeated.id}`,
      });
    }
    const stored = { ...draft, id, placements };
    roster.putCourse(stored, clock.now());
    return stored;
  };

  seedOnce(storage, () => {
    for (const draft of samplePeople) storePerson({ ...draft, id: newId(random) });
    for (const draft of sampleCourses) storeCourse(newId(random), draft);
  });

  return {
    list: () => roster.list(),
    createPerson: (draft) => storePerson({ ...draft, id: newId(random) }),
    updatePerson: (id, draft) => storePerson({ ...draft, id: person(id).id }),
    deletePerson: (id) => removed(roster.deletePerson(id), 'person', id),
    createCourse: (draft) => storeCourse(newId(random), draft),
    updateCourse: (id, draft) => storeCourse(course(id).id, draft),
    deleteCourse: (id) => removed(roster.deleteCourse(id), 'course', id),
    person,
    course,
  };
}

/** Samples are put into a workspace once: somebody who deletes them does not want them back. */
function seedOnce({ settings, transaction }: RosterPorts['storage'], seed: () => void): void {
  if (settings.read(seededKey, z.boolean()) === true) return;
  transaction(() => {
    seed();
    settings.write(seededKey, true);
  });
}

function found<T>(value: T | undefined, what: string, id: string): T {
  if (value !== undefined) return value;
  throw new ProblemError('not-found', { params: { what, id } });
}

function removed(done: boolean, what: string, id: string): void {
  if (!done) throw new ProblemError('not-found', { params: { what, id } });
}
