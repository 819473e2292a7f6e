import type { Pairs } from '../../protocol/models/pairs.ts';
import { type LaunchFacts, sharesOf } from './presets/types.ts';

/** Variables that stand for a launch parameter of the same launch (LTI 1.1 Appendix C, LTI 1.2 §C). */
const byParameter: Readonly<Record<string, string>> = {
  'User.id': 'user_id',
  'User.image': 'user_image',
  'User.scope.mentor': 'role_scope_mentor',
  'Membership.role': 'roles',
  'Person.sourcedId': 'lis_person_sourcedid',
  'Person.name.full': 'lis_person_name_full',
  'Person.name.given': 'lis_person_name_given',
  'Person.name.family': 'lis_person_name_family',
  'Person.email.primary': 'lis_person_contact_email_primary',
  'Context.id': 'context_id',
  'Context.type': 'context_type',
  'Context.title': 'context_title',
  'Context.label': 'context_label',
  'CourseOffering.sourcedId': 'lis_course_offering_sourcedid',
  'CourseSection.sourcedId': 'lis_course_section_sourcedid',
  'ResourceLink.id': 'resource_link_id',
  'ResourceLink.title': 'resource_link_title',
  'ResourceLink.description': 'resource_link_description',
  'Result.sourcedId': 'lis_result_sourcedid',
  'BasicOutcome.url': 'lis_outcome_service_url',
  'Message.documentTarget': 'launch_presentation_document_target',
  'Message.locale': 'launch_presentation_locale',
  'Message.returnUrl': 'launch_presentation_return_url',
  'ToolConsumerInstance.guid': 'tool_consumer_instance_guid',
  'ToolConsumerInfo.productFamilyCode': 'tool_consumer_info_product_family_code',
  'ToolConsumerInfo.version': 'tool_consumer_info_version',
};

/** What is known by name without the `$`. */
export type Variables = ReadonlyMap<string, string>;

/** Names of all variables that can be known. */
export const substitutionVariables: readonly string[] = [
  ...Object.keys(byParameter),
  'User.username',
  'CourseSection.title',
  'CourseSection.label',
].sort();

/** The variables the parameters of a launch answer for. Those whose parameter is not sent are not known. */
export function variablesOfFields(fields: ReadonlyMap<string, string>): Variables {
  return new Map(
    Object.entries(byParameter).flatMap(([variable, parameter]): [string, string][] => {
      const value = fields.get(parameter);
      return value === undefined || value === '' ? [] : [[variable, value]];
    }),
  );
}

/**
 * All variables that are known of a launch: its own parameters as they are sent, and what the roster knows beside them as far as
 * the privacy level shares it.
 */
export function variablesOf(facts: LaunchFacts, fields: ReadonlyMap<string, string>): Variables {
  const { person, course, placement } = facts;
  const shares = sharesOf(facts.privacy);
  const known: [string, string][] = [
    ['User.username', shares.everything ? person.username : ''],
    ['User.image', shares.name ? person.imageUrl : ''],
    ['Person.sourcedId', shares.everything ? person.sourcedId : ''],
    ['Context.type', course.type],
    ['Context.title', course.title],
    ['Context.label', course.label],
    ['CourseOffering.sourcedId', course.offeringSourcedId],
    ['CourseSection.sourcedId', course.sectionSourcedId],
    ['CourseSection.title', course.title],
    ['CourseSection.label', course.label],
    ['ResourceLink.title', placement.title],
    ['ResourceLink.description', placement.description],
    ['Message.locale', person.locale],
  ];
  return new Map([...known.filter(([, value]) => value !== ''), ...variablesOfFields(fields)]);
}

/**
 * Custom parameters with their variables filled in: a value that is exactly `$` and a known name is replaced, every other value
 * stays as it is (LTI 1.1 Appendix C). `unresolved` are those that look like a variable nobody knows.
 */
export function substituted(custom: Pairs, variables: Variables): { pairs: Pairs; unresolved: Pairs } {
  const unresolved: Pairs = [];
  const pairs = custom.map(([name, value]): Pairs[number] => {
    const variable = /^\$([A-Za-z][\w.-]*)$/.exec(value)?.[1];
    if (variable === undefined) return [name, value];
    const known = variables.get(variable);
    if (known !== undefined) return [name, known];
    unresolved.push([name, value]);
    return [name, value];
  });
  return { pairs, unresolved };
}
