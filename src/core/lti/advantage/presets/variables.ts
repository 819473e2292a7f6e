import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { sharesOf } from '../../presets/types.ts';
import { substituted, type Variables } from '../../substitution.ts';
import { member, claims as names, textClaim } from '../message/claims.ts';
import type { Claims, MessageFacts } from './types.ts';

/** Variables that stand for a member of a claim of the same message (LTI 1.3 Appendix B). */
const byMember: Readonly<Record<string, readonly [string, string]>> = {
  'Context.id': [names.context, 'id'],
  'Context.title': [names.context, 'title'],
  'Context.label': [names.context, 'label'],
  'CourseOffering.sourcedId': [names.lis, 'course_offering_sourcedid'],
  'CourseSection.sourcedId': [names.lis, 'course_section_sourcedid'],
  'Person.sourcedId': [names.lis, 'person_sourcedid'],
  'ResourceLink.id': [names.resourceLink, 'id'],
  'ResourceLink.title': [names.resourceLink, 'title'],
  'ResourceLink.description': [names.resourceLink, 'description'],
  'Message.documentTarget': [names.launchPresentation, 'document_target'],
  'Message.locale': [names.launchPresentation, 'locale'],
  'Message.returnUrl': [names.launchPresentation, 'return_url'],
  'ToolConsumerInstance.guid': [names.toolPlatform, 'guid'],
  'ToolPlatformInstance.guid': [names.toolPlatform, 'guid'],
  'ToolPlatformInstance.name': [names.toolPlatform, 'name'],
  'ToolConsumerInfo.productFamilyCode': [names.toolPlatform, 'product_family_code'],
  'ToolPlatform.productFamilyCode': [names.toolPlatform, 'product_family_code'],
  'ToolPlatform.version': [names.toolPlatform, 'version'],
  'LineItem.url': [names.scoreEndpoint, 'lineitem'],
  'LineItems.url': [names.scoreEndpoint, 'lineitems'],
  'ToolProxyBinding.memberships.url': [names.namesAndRoles, 'context_memberships_url'],
};

const byClaim: Readonly<Record<string, string>> = {
  'User.id': 'sub',
  'User.image': 'picture',
  'Person.name.full': 'name',
  'Person.name.given': 'given_name',
  'Person.name.family': 'family_name',
  'Person.email.primary': 'email',
};

/**
 * The `custom` claim (LTI 1.3 §5.4.6): names as they were typed, values with their variables filled in as far as the message says
 * them or the privacy level shares them. `unresolved` are those that look like a variable nobody knows.
 */
export function customClaim(
  facts: MessageFacts,
  message: Claims,
): { custom: Record<string, string>; unresolved: Pairs } {
  const { pairs, unresolved } = substituted(facts.custom, variablesOf(facts, message));
  return { custom: Object.fromEntries(pairs), unresolved };
}

function variablesOf(facts: MessageFacts, message: Claims): Variables {
  const shared = sharesOf(facts.privacy).everything && !facts.anonymous;
  const lists: [string, unknown][] = [
    ['Membership.role', message[names.roles]],
    ['Context.type', member(message, names.context, 'type')],
    ['User.scope.mentor', message[names.roleScopeMentor]],
  ];
  const known: [string, string][] = [
    ['User.username', shared ? facts.person.username : ''],
    ['CourseSection.title', facts.course.title],
    ['CourseSection.label', facts.course.label],
    ...lists.map(([name, value]): [string, string] => [name, Array.isArray(value) ? value.join(',') : '']),
    ...Object.entries(byClaim).map(([name, claim]): [string, string] => [name, textClaim(message, claim) ?? '']),
    ...Object.entries(byMember).map(([name, [claim, part]]): [string, string] => {
      const value = member(message, claim, part);
      return [name, typeof value === 'string' ? value : ''];
    }),
  ];
  return new Map(known.filter(([, value]) => value !== ''));
}
