import type { Pairs } from '../../../protocol/models/pairs.ts';
import { parseRoles } from '../roles.ts';
import { hexId } from './shapes.ts';
import type { LaunchFacts, Shares } from './types.ts';

/**
 * The parameters of a plain LTI 1.1 launch (LTI 1.1 §3) but `custom_` ones, in the order of the specification. What is unknown
 * or withheld is left out.
 */
export function plainFields(facts: LaunchFacts, shares: Shares): Pairs {
  const { person, course, placement, presentation } = facts;
  const fields: Pairs = [
    ['lti_message_type', 'basic-lti-launch-request'],
    ['lti_version', 'LTI-1p0'],
    ['resource_link_id', placement.resourceLinkId],
    ['resource_link_title', placement.title],
    ['resource_link_description', placement.description],
    ['user_id', person.userId],
    ['user_image', shares.name ? person.imageUrl : ''],
    ['roles', person.roles],
    ['role_scope_mentor', mentored(facts)],
    ['lis_person_name_given', shares.name ? person.givenName : ''],
    ['lis_person_name_family', shares.name ? person.familyName : ''],
    ['lis_person_name_full', shares.name ? person.fullName : ''],
    ['lis_person_contact_email_primary', shares.email ? person.email : ''],
    ['lis_person_sourcedid', shares.everything ? person.sourcedId : ''],
    ['lis_course_offering_sourcedid', course.offeringSourcedId],
    ['lis_course_section_sourcedid', course.sectionSourcedId],
    ['context_id', course.contextId],
    ['context_type', course.type],
    ['context_title', course.title],
    ['context_label', course.label],
    ['launch_presentation_locale', person.locale],
    ['launch_presentation_document_target', presentation.documentTarget],
    ['tool_consumer_info_product_family_code', 'countersign'],
    ['tool_consumer_info_version', '1'],
    ['tool_consumer_instance_guid', 'lms.college.example'],
    ['tool_consumer_instance_name', 'Sample College'],
    ['lis_result_sourcedid', facts.graded ? resultId(facts) : ''],
  ];
  return fields.filter(([, value]) => value !== '');
}

/** The same for the same person at the same link, so that a grade is found again. */
export function resultId({ person, course, placement }: LaunchFacts): string {
  return hexId(JSON.stringify([course.contextId, placement.resourceLinkId, person.userId]), 32);
}

/** Only with the role Mentor; user ids are URL-encoded because they may hold commas (LTI 1.1 §3). */
function mentored({ person }: LaunchFacts): string {
  const isMentor = parseRoles(person.roles).roles.some(({ kind, handle }) => kind === 'context' && handle === 'Mentor');
  return isMentor ? person.mentorOf.map((id) => encodeURIComponent(id)).join(',') : '';
}
