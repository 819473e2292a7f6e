import { guid, hexId } from '../../presets/shapes.ts';
import { recalled, seen } from '../../presets/types.ts';
import { claims as names } from '../message/claims.ts';
import { contextUri } from './plain-claims.ts';
import { roleUris } from './role-uris.ts';
import type { MessagePreset } from './types.ts';

const source = seen('Canvas, lib/lti/messages/jwt_message.rb');
const allRoles = seen('Canvas, lib/lti/messages/jwt_message.rb: $com.instructure.User.allRoles');

export const canvas: MessagePreset = {
  id: 'canvas',
  rules: [
    {
      path: ['sub'],
      value: ({ person }) => guid(person.userId),
      quirk: 'A UUID; the opaque id of LTI 1.1 is in lti11_legacy_user_id.',
      source: recalled(),
    },
    {
      path: [names.roles],
      value: ({ person }) =>
        [
          ...roleUris(person.roles),
          ...['institution/person', 'system/person'].map(
            (place) =>
              `http://purl.imsglobal.org/vocab/lis/v2/${place}#${place.startsWith('system') ? 'User' : institutionRole(person.roles)}`,
          ),
        ].filter((role, index, all) => all.indexOf(role) === index),
      quirk: 'All roles a person has, those of the institution and the system too.',
      source: allRoles,
    },
    {
      path: ['https://purl.imsglobal.org/spec/lti/claim/lti11_legacy_user_id'],
      value: ({ person, anonymous }) => (anonymous ? undefined : hexId(person.userId, 40)),
      quirk: 'Always sent: the user_id of LTI 1.1.',
      source,
    },
    {
      path: [names.context, 'id'],
      value: ({ course }) => hexId(course.contextId, 40),
      quirk: 'An opaque hash.',
      source: recalled(),
    },
    {
      path: [names.context, 'type'],
      value: () => [contextUri('CourseOffering')],
      quirk: 'A course is a CourseOffering, whatever its sections.',
      source: recalled(),
    },
    {
      path: [names.resourceLink, 'id'],
      value: ({ placement, messageType }) =>
        messageType === 'LtiDeepLinkingRequest' ? undefined : guid(placement.resourceLinkId),
      quirk: 'A UUID.',
      source: recalled(),
    },
    {
      path: [names.launchPresentation, 'document_target'],
      value: () => 'iframe',
      quirk: 'Always iframe, even where the tool opens in a new window.',
      source,
    },
    {
      path: [names.toolPlatform, 'guid'],
      value: () => `${hexId('canvas.college.example', 40)}.canvas.college.example`,
      quirk: 'An opaque id before the host name.',
      source: seen('Canvas, lib/lti/messages/jwt_message.rb; the form of the id is general knowledge, unconfirmed'),
    },
    { path: [names.toolPlatform, 'name'], value: () => 'Sample College Canvas', quirk: 'The account’s name.', source },
    { path: [names.toolPlatform, 'product_family_code'], value: () => 'canvas', quirk: 'Always canvas.', source },
    { path: [names.toolPlatform, 'version'], value: () => 'cloud', quirk: 'Always cloud.', source },
    {
      path: ['https://www.instructure.com/placement'],
      value: ({ messageType }) => (messageType === 'LtiDeepLinkingRequest' ? 'link_selection' : 'assignment_selection'),
      quirk: 'The place in Canvas the launch comes from.',
      source: recalled(),
    },
    {
      path: [names.namesAndRoles],
      value: ({ course }) => (course.type === 'CourseTemplate' ? null : undefined),
      quirk: 'Only if the scope is granted and the context is a course or a group.',
      source,
    },
  ],
  notes: [
    {
      field: '',
      quirk:
        'All hosted Canvas has one issuer, https://canvas.instructure.com: only client_id tells customers apart. Set it as the issuer of the registration to launch as Canvas does.',
      source: seen('Canvas, issue 1935'),
    },
    {
      field: '',
      quirk: 'The token is good for an hour.',
      source,
    },
  ],
};

function institutionRole(roles: string): string {
  return /Administrator/.test(roles) ? 'Administrator' : /Instructor/.test(roles) ? 'Instructor' : 'Student';
}
