import type { Shares } from '../../presets/types.ts';
import { parseRoles } from '../../roles.ts';
import { claims as names } from '../message/claims.ts';
import { roleUris } from './role-uris.ts';
import type { Claims, MessageFacts } from './types.ts';

/**
 * The claims of a plain message of LTI 1.3 (§5.3, §5.4) but those of the JWT itself and `custom`, in the order of the specification.
 * What is unknown or withheld is left out.
 */
export function plainClaims(facts: MessageFacts, shares: Shares): Claims {
  const { messageType, deploymentId, targetLinkUri, anonymous } = facts;
  return {
    ...(anonymous ? {} : personClaims(facts, shares)),
    [names.messageType]: messageType,
    [names.version]: '1.3.0',
    [names.deploymentId]: deploymentId,
    [names.targetLinkUri]: targetLinkUri,
    ...linkClaim(facts),
    [names.roles]: roleUris(facts.person.roles),
    ...mentorClaim(facts),
    [names.context]: {
      id: facts.course.contextId,
      type: [contextUri(facts.course.type)],
      ...filled({ label: facts.course.label, title: facts.course.title }),
    },
    [names.toolPlatform]: {
      guid: 'lms.college.example',
      name: 'Sample College',
      product_family_code: 'countersign',
      version: '1',
    },
    [names.launchPresentation]: {
      document_target: facts.presentation.documentTarget,
      ...filled({ return_url: facts.returnUrl ?? '', locale: facts.person.locale }),
    },
    ...lisClaim(facts, shares),
    ...facts.serviceClaims,
  };
}

function personClaims({ person }: MessageFacts, shares: Shares): Claims {
  return {
    sub: person.userId,
    ...(shares.name
      ? filled({
          name: person.fullName,
          given_name: person.givenName,
          family_name: person.familyName,
          picture: person.imageUrl,
        })
      : {}),
    ...(shares.email ? filled({ email: person.email }) : {}),
    ...filled({ locale: person.locale }),
  };
}

/** A selection has no link yet (Deep Linking 2.0 §4.4.1); every other message is about one. */
function linkClaim({ messageType, placement }: MessageFacts): Claims {
  if (messageType === 'LtiDeepLinkingRequest') return {};
  const { resourceLinkId, title, description } = placement;
  return { [names.resourceLink]: { id: resourceLinkId, ...filled({ title, description }) } };
}

/** Only with the role Mentor (LTI 1.3 §5.4.2). */
function mentorClaim({ person, anonymous }: MessageFacts): Claims {
  const isMentor = parseRoles(person.roles).roles.some(({ kind, handle }) => kind === 'context' && handle === 'Mentor');
  return isMentor && !anonymous && person.mentorOf.length > 0 ? { [names.roleScopeMentor]: person.mentorOf } : {};
}

function lisClaim({ person, course, anonymous }: MessageFacts, { everything }: Shares): Claims {
  const lis = filled({
    person_sourcedid: everything && !anonymous ? person.sourcedId : '',
    course_offering_sourcedid: course.offeringSourcedId,
    course_section_sourcedid: course.sectionSourcedId,
  });
  return Object.keys(lis).length === 0 ? {} : { [names.lis]: lis };
}

/** A type of context as LTI 1.3 names it (Appendix A.1). */
export function contextUri(type: string): string {
  return `http://purl.imsglobal.org/vocab/lis/v2/course#${type}`;
}

function filled(members: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ''));
}
