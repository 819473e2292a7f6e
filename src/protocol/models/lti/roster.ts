import { z } from 'zod';

const text = z.string().max(1000);

/** What a person types in to describe somebody who launches. Everybody here is invented or a test account. */
export const personDraftSchema = z.strictObject({
  fullName: z.string().trim().min(1).max(300),
  givenName: text.default(''),
  familyName: text.default(''),
  email: text.default(''),
  /** Login name in the LMS. */
  username: text.default(''),
  /** The LMS's own key of the person, sent as `user_id`. */
  userId: z.string().min(1).max(255),
  /** Key in the institution's student information system, sent as `lis_person_sourcedid`. */
  sourcedId: text.default(''),
  imageUrl: text.default(''),
  /** BCP 47, for example `en-GB`; empty sends none. */
  locale: z.string().max(100).default(''),
  /** Roles as they are sent, separated by commas; see `lti.roles`. */
  roles: z.string().max(4000).default('Learner'),
  /** In the lists of members LTI 1.3 tools read (NRPS 2.0 §2.2): somebody who left a course stays in it as inactive. */
  status: z.enum(['Active', 'Inactive']).default('Active'),
  /** `user_id`s this person mentors: sent as `role_scope_mentor` with the role Mentor. */
  mentorOf: z.array(z.string().min(1).max(255)).max(100).default([]),
});
export type PersonDraft = z.infer<typeof personDraftSchema>;

export const personSchema = z.strictObject({ id: z.string(), ...personDraftSchema.shape });
export type Person = z.infer<typeof personSchema>;

/** One link to a tool in a course. */
export const placementDraftSchema = z.strictObject({
  /** Kept over changes; a new placement gets one. */
  id: z.string().min(1).max(100).optional(),
  /** Unique per link in the LMS (LTI 1.1 §3). */
  resourceLinkId: z.string().min(1).max(255),
  title: text.default(''),
  description: z.string().max(10_000).default(''),
});
export const linkPlacementSchema = z.strictObject({ ...placementDraftSchema.shape, id: z.string() });
export type LinkPlacement = z.infer<typeof linkPlacementSchema>;

export const contextTypes = ['CourseSection', 'CourseOffering', 'CourseTemplate', 'Group'] as const;
export const contextTypeSchema = z.enum(contextTypes);

/** Some people of a course (Course Groups 1.0 §2). */
export const courseGroupSchema = z.strictObject({
  id: z.string().min(1).max(255),
  name: z.string().min(1).max(300),
  /** Name of the set it is one of; empty for a group of its own. */
  set: z.string().max(255).default(''),
  /** User ids of the roster. */
  userIds: z.array(z.string().min(1).max(255)).max(2000).default([]),
});
export type CourseGroup = z.infer<typeof courseGroupSchema>;

/** An id that none of the groups has. */
export function newGroupId(groups: readonly Pick<CourseGroup, 'id'>[]): string {
  const taken = new Set(groups.map(({ id }) => id));
  let number = groups.length + 1;
  while (taken.has(`group-${number}`)) number += 1;
  return `group-${number}`;
}

export const courseDraftSchema = z.strictObject({
  title: z.string().trim().min(1).max(300),
  label: text.default(''),
  contextId: z.string().min(1).max(255),
  type: contextTypeSchema.default('CourseSection'),
  offeringSourcedId: text.default(''),
  sectionSourcedId: text.default(''),
  placements: z.array(placementDraftSchema).max(200).default([]),
  groups: z.array(courseGroupSchema).max(500).optional(),
});
export type CourseDraft = z.infer<typeof courseDraftSchema>;

export const courseSchema = z.strictObject({
  id: z.string(),
  ...courseDraftSchema.shape,
  placements: z.array(linkPlacementSchema),
});
export type Course = z.infer<typeof courseSchema>;

export const rosterSchema = z.strictObject({ people: z.array(personSchema), courses: z.array(courseSchema) });
export type Roster = z.infer<typeof rosterSchema>;
