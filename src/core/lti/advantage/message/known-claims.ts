import type { KnownClaim } from '../../../../protocol/models/advantage/message.ts';
import { claims } from './claims.ts';

const core = 'LTI 1.3';

function known(name: string, description: string, source: string, example: unknown): KnownClaim {
  return { name, description, source, example: JSON.stringify(example) };
}

/** Claims of a message that a person may want to add or change, with the section that defines each. */
export const knownClaims: readonly KnownClaim[] = [
  known('sub', 'Who launches; without it the launch is anonymous.', `${core} §5.3.6.1`, 'user-1'),
  known('name', 'Full name of the user.', `${core} §5.3.6; OpenID Connect Core 1.0 §5.1`, 'Sam Sample'),
  known('given_name', 'Given name.', 'OpenID Connect Core 1.0 §5.1', 'Sam'),
  known('family_name', 'Family name.', 'OpenID Connect Core 1.0 §5.1', 'Sample'),
  known('middle_name', 'Middle name.', 'OpenID Connect Core 1.0 §5.1', 'Alex'),
  known('email', 'E-mail address.', 'OpenID Connect Core 1.0 §5.1', 'sam.sample@college.example'),
  known('picture', 'Address of a picture.', 'OpenID Connect Core 1.0 §5.1', 'https://college.example/sam.png'),
  known('locale', 'Language of the user.', 'OpenID Connect Core 1.0 §5.1', 'en-GB'),
  known('azp', 'Client the token is for, where aud names several.', 'Security Framework 1.0 §5.1.2', 'client-1'),
  known(claims.roles, 'Roles of the user in the context, as URIs; may be empty.', `${core} §5.3.7`, [
    'http://purl.imsglobal.org/vocab/lis/v2/membership#Learner',
  ]),
  known(claims.context, 'The course: id, label, title and type.', `${core} §5.4.1`, {
    id: 'course-1',
    label: 'READ-101',
    title: 'Introduction to Reading',
    type: ['http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering'],
  }),
  known(claims.resourceLink, 'The link that is launched; its id is required.', `${core} §5.3.5`, {
    id: 'link-1',
    title: 'Chapter 1',
  }),
  known(claims.custom, 'Custom parameters; every value is a text.', `${core} §5.4.6`, { chapter: '1' }),
  known(claims.launchPresentation, 'How and where the tool is shown.', `${core} §5.4.4`, {
    document_target: 'iframe',
    width: 800,
    height: 600,
    return_url: 'https://college.example/return',
  }),
  known(claims.toolPlatform, 'The platform; its guid is required.', `${core} §5.4.2`, {
    guid: 'college.example',
    name: 'Example College',
    product_family_code: 'moodle',
    version: '4.5',
  }),
  known(claims.lis, 'Ids of the student information system.', `${core} §5.4.5`, {
    person_sourcedid: 'sis-1',
    course_offering_sourcedid: 'sis-course-1',
  }),
  known(claims.roleScopeMentor, 'Users the launching one mentors.', `${core} §5.4.3`, ['user-2']),
  known(claims.deploymentId, 'Deployment the launch belongs to.', `${core} §5.3.3`, '1'),
  known(
    claims.targetLinkUri,
    'What the launch opens; as in the login initiation.',
    `${core} §5.3.4`,
    'https://tool.example/launch',
  ),
  known(claims.messageType, 'Type of the message.', `${core} §5.3.1`, 'LtiResourceLinkRequest'),
  known(claims.version, 'Version of LTI: 1.3.0.', `${core} §5.3.2`, '1.3.0'),
  known(
    claims.scoreEndpoint,
    'Where grades are kept, and what the tool may do there.',
    'Assignment and Grade Services 2.0 §3.1',
    {
      scope: ['https://purl.imsglobal.org/spec/lti-ags/scope/score'],
      lineitems: 'https://college.example/lineitems',
    },
  ),
  known(
    claims.namesAndRoles,
    'Where the members of the course are listed.',
    'Names and Role Provisioning Services 2.0 §3.6.1.1',
    {
      context_memberships_url: 'https://college.example/memberships',
      service_versions: ['2.0'],
    },
  ),
  known(
    claims.deepLinkingSettings,
    'What content is asked for, and where the answer goes.',
    'Deep Linking 2.0 §4.4.1',
    {
      accept_types: ['ltiResourceLink'],
      accept_presentation_document_targets: ['iframe', 'window'],
      accept_multiple: false,
    },
  ),
  known(claims.forUser, 'Whose submission is reviewed.', 'Submission Review 1.0 §3.3', { user_id: 'user-2' }),
  known(claims.lti1p1, 'Ids of the same user and link in LTI 1.1.', 'LTI 1.3 Migration Guide §3', { user_id: '4711' }),
  known(claims.basicOutcome, 'Basic Outcomes of LTI 1.1 within LTI 1.3.', 'LTI Basic Outcomes 1.1, claim', {
    lis_result_sourcedid: 'result-1',
    lis_outcome_service_url: 'https://college.example/outcomes',
  }),
];
