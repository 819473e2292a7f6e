import { courseSchema, personSchema } from '../../../protocol/models/lti/roster.ts';
import type { LaunchFacts } from './types.ts';

/** A learner at a link of a course, with everything known of both. */
export function someFacts(changes: Partial<LaunchFacts> = {}): LaunchFacts {
  const course = courseSchema.parse({
    id: 'course',
    title: 'Course & more',
    label: 'C-1',
    contextId: 'course-7',
    offeringSourcedId: 'sis:C-1',
    sectionSourcedId: 'sis:C-1-A',
    placements: [{ id: 'placement', resourceLinkId: 'link-70', title: 'Reading', description: 'Line 1\nLine 2' }],
  });
  return {
    person: personSchema.parse({
      id: 'person',
      fullName: 'Quentin Quill',
      givenName: 'Quentin',
      familyName: 'Quill',
      email: 'quentin@college.example',
      username: 'quentin',
      userId: 'user-1001',
      sourcedId: 'sis:quentin',
      imageUrl: 'https://college.example/quentin.png',
      locale: 'en-GB',
      roles: 'Learner',
    }),
    course,
    placement: { id: 'placement', resourceLinkId: 'link-70', title: 'Reading', description: 'Line 1\nLine 2' },
    tool: { launchUrl: 'https://tool.example/launch?x=1', custom: [] },
    presentation: { documentTarget: 'iframe' },
    privacy: 'public',
    options: [],
    graded: false,
    ...changes,
  };
}
