import type { CourseDraft, PersonDraft } from '../../protocol/models/lti/roster.ts';

function person(draft: Omit<PersonDraft, 'imageUrl' | 'mentorOf' | 'status'> & Partial<PersonDraft>): PersonDraft {
  return { imageUrl: '', mentorOf: [], status: 'Active', ...draft };
}

/** Invented people of an invented college: a learner, two with names that are hard on software, and those who teach and run. */
export const samplePeople: readonly PersonDraft[] = [
  person({
    fullName: 'Sam Sample',
    givenName: 'Sam',
    familyName: 'Sample',
    email: 'sam.sample@college.example',
    username: 'sam.sample',
    userId: 'sample-1001',
    sourcedId: 'college.example:sam.sample',
    locale: 'en-GB',
    roles: 'Learner',
  }),
  person({
    fullName: 'Zoë Ünicode-O’Test',
    givenName: 'Zoë',
    familyName: 'Ünicode-O’Test',
    email: 'zoe+lti@college.example',
    username: 'zoe.unicode',
    userId: 'sample-1002',
    sourcedId: 'college.example:zoe.unicode',
    locale: 'fr-FR',
    roles: 'Learner',
  }),
  person({
    fullName: 'Mononym',
    givenName: 'Mononym',
    familyName: '',
    email: '',
    username: 'mononym',
    userId: 'sample-1003',
    sourcedId: '',
    locale: '',
    roles: 'Learner/NonCreditLearner',
  }),
  person({
    fullName: 'Ingrid Instructor',
    givenName: 'Ingrid',
    familyName: 'Instructor',
    email: 'ingrid.instructor@college.example',
    username: 'ingrid.instructor',
    userId: 'sample-2001',
    sourcedId: 'college.example:ingrid.instructor',
    locale: 'en-GB',
    roles: 'Instructor,urn:lti:instrole:ims/lis/Faculty',
  }),
  person({
    fullName: 'Max Mentor',
    givenName: 'Max',
    familyName: 'Mentor',
    email: 'max.mentor@college.example',
    username: 'max.mentor',
    userId: 'sample-2002',
    sourcedId: 'college.example:max.mentor',
    locale: 'en-GB',
    roles: 'Mentor',
    mentorOf: ['sample-1001', 'sample-1002'],
  }),
  person({
    fullName: 'Ada Administrator',
    givenName: 'Ada',
    familyName: 'Administrator',
    email: 'ada.administrator@college.example',
    username: 'ada.administrator',
    userId: 'sample-3001',
    sourcedId: 'college.example:ada.administrator',
    locale: 'en-GB',
    roles: 'Administrator,urn:lti:sysrole:ims/lis/SysAdmin',
  }),
];

/** Two invented courses with links to a tool. */
export const sampleCourses: readonly CourseDraft[] = [
  {
    title: 'Sample Biology 101',
    label: 'BIO-101',
    contextId: 'sample-course-7',
    type: 'CourseSection',
    offeringSourcedId: 'college.example:BIO-101-2026',
    sectionSourcedId: 'college.example:BIO-101-2026-A',
    placements: [
      { resourceLinkId: 'sample-link-70', title: 'Reading: the cell', description: 'Chapter 1 of the textbook.' },
      { resourceLinkId: 'sample-link-71', title: 'Quiz 1', description: 'Ten questions.\nOne attempt.' },
    ],
  },
  {
    title: 'Sample Café Philosophy & Logic',
    label: 'PHIL-2',
    contextId: 'sample-course-8',
    type: 'CourseOffering',
    offeringSourcedId: 'college.example:PHIL-2-2026',
    sectionSourcedId: '',
    placements: [{ resourceLinkId: 'sample-link-80', title: 'Mid-term exam', description: '' }],
  },
];
