import {
  type Course,
  type CourseDraft,
  courseDraftSchema,
  type Person,
  type PersonDraft,
  personDraftSchema,
} from '../../../protocol/models/lti/roster.ts';

export const blankPerson: PersonDraft = {
  fullName: '',
  givenName: '',
  familyName: '',
  email: '',
  username: '',
  userId: '',
  sourcedId: '',
  imageUrl: '',
  locale: '',
  roles: 'Learner',
  status: 'Active',
  mentorOf: [],
};

export const blankCourse: CourseDraft = {
  title: '',
  label: '',
  contextId: '',
  type: 'CourseSection',
  offeringSourcedId: '',
  sectionSourcedId: '',
  placements: [],
};

export function personDraft({ id: _id, ...draft }: Person): PersonDraft {
  return draft;
}

export function courseDraft({ id: _id, ...draft }: Course): CourseDraft {
  return draft;
}

export type Read<T> = { ok: true; draft: T } | { ok: false; wrong: ReadonlySet<string> };

/** The draft to save, or the paths (`fullName`, `placements.0.resourceLinkId`) that keep it from being one. */
export function readPerson(draft: PersonDraft): Read<PersonDraft> {
  const parsed = personDraftSchema.safeParse(draft);
  if (parsed.success) return { ok: true, draft: parsed.data };
  return { ok: false, wrong: new Set(parsed.error.issues.map(({ path }) => path.join('.'))) };
}

export function readCourse(draft: CourseDraft): Read<CourseDraft> {
  const parsed = courseDraftSchema.safeParse(draft);
  if (parsed.success) return { ok: true, draft: parsed.data };
  return { ok: false, wrong: new Set(parsed.error.issues.map(({ path }) => path.join('.'))) };
}
