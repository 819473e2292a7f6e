import { z } from 'zod';
import {
  courseDraftSchema,
  courseSchema,
  personDraftSchema,
  personSchema,
  rosterSchema,
} from '../models/lti/roster.ts';
import { defineCommands } from './define.ts';

const id = z.string().min(1).max(100);

/** People and courses launches are made of, shared by all connections of the workspace. */
export const rosterCommands = defineCommands({
  /** Everything, in order of name; a new workspace holds invented samples. */
  'roster.list': { input: z.strictObject({}), output: rosterSchema },
  'roster.createPerson': { input: z.strictObject({ draft: personDraftSchema }), output: personSchema },
  'roster.updatePerson': { input: z.strictObject({ id, draft: personDraftSchema }), output: personSchema },
  'roster.deletePerson': { input: z.strictObject({ id }), output: z.strictObject({}) },
  'roster.createCourse': { input: z.strictObject({ draft: courseDraftSchema }), output: courseSchema },
  'roster.updateCourse': { input: z.strictObject({ id, draft: courseDraftSchema }), output: courseSchema },
  'roster.deleteCourse': { input: z.strictObject({ id }), output: z.strictObject({}) },
});
