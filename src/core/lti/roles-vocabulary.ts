import type { RoleKind } from '../../protocol/models/lti/lti.ts';

type Vocabulary = {
  kind: RoleKind;
  title: string;
  /** Of the URNs of LTI 1.x (LTI 1.1 Appendix A.2). */
  urnPrefix: string;
  /** Handles in the order of the specification, each with its sub-roles (LTI 1.1 Appendix A.2.3). */
  handles: Readonly<Record<string, readonly string[]>>;
};

const none: readonly string[] = [];

/** The LIS vocabularies of LTI 1.x. Only context roles have short names and sub-roles. */
export const roleVocabularies: readonly Vocabulary[] = [
  {
    kind: 'context',
    title: 'In this course',
    urnPrefix: 'urn:lti:role:ims/lis/',
    handles: {
      Learner: ['Learner', 'NonCreditLearner', 'GuestLearner', 'ExternalLearner', 'Instructor'],
      Instructor: ['PrimaryInstructor', 'Lecturer', 'GuestInstructor', 'ExternalInstructor'],
      ContentDeveloper: ['ContentDeveloper', 'Librarian', 'ContentExpert', 'ExternalContentExpert'],
      Member: ['Member'],
      Manager: ['AreaManager', 'CourseCoordinator', 'Observer', 'ExternalObserver'],
      Mentor: [
        'Mentor',
        'Reviewer',
        'Advisor',
        'Auditor',
        'Tutor',
        'LearningCenterTutor',
        'ExternalMentor',
        'ExternalReviewer',
        'ExternalAdvisor',
        'ExternalAuditor',
        'ExternalTutor',
        'ExternalLearningCenterTutor',
      ],
      Administrator: [
        'Administrator',
        'Support',
        'Developer',
        'SystemAdministrator',
        'ExternalSystemAdministrator',
        'ExternalDeveloper',
        'ExternalSupport',
      ],
      TeachingAssistant: [
        'TeachingAssistant',
        'TeachingAssistantSection',
        'TeachingAssistantSectionAssociation',
        'TeachingAssistantOffering',
        'TeachingAssistantTemplate',
        'TeachingAssistantGroup',
        'Grader',
      ],
    },
  },
  {
    kind: 'institution',
    title: 'At the institution',
    urnPrefix: 'urn:lti:instrole:ims/lis/',
    handles: {
      Student: none,
      Faculty: none,
      Member: none,
      Learner: none,
      Instructor: none,
      Mentor: none,
      Staff: none,
      Alumni: none,
      ProspectiveStudent: none,
      Guest: none,
      Other: none,
      Administrator: none,
      Observer: none,
      None: none,
    },
  },
  {
    kind: 'system',
    title: 'In the LMS',
    urnPrefix: 'urn:lti:sysrole:ims/lis/',
    handles: {
      SysAdmin: none,
      SysSupport: none,
      Creator: none,
      AccountAdmin: none,
      User: none,
      Administrator: none,
      None: none,
    },
  },
];
