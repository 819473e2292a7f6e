import type { ClaimFault } from '../../../../protocol/models/advantage/checklist.ts';
import { type Claims, claims, quoted } from './claims.ts';

type Place = readonly (string | number)[];

/** Where a claim stands, as in RFC 9535: `$.sub`, `$['https://…'].id`. */
function path(place: Place): string {
  const parts = place.map((part) =>
    typeof part === 'number' ? `[${part}]` : /^[A-Za-z_]\w*$/.test(part) ? `.${part}` : `['${part}']`,
  );
  return `$${parts.join('')}`;
}

function fault(severity: ClaimFault['severity'], place: Place, seen: unknown, expected: string): ClaimFault {
  return { path: path(place), severity, seen: quoted(seen), expected };
}

type Rule = (value: unknown, place: Place) => ClaimFault[];

const text =
  (expected = 'A text.'): Rule =>
  (value, place) =>
    typeof value === 'string' ? [] : [fault('error', place, value, expected)];

const id: Rule = (value, place) => {
  if (typeof value !== 'string') return [fault('error', place, value, 'A text.')];
  if (value === '') return [fault('error', place, value, 'A text that is not empty.')];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is what is meant
  const plain = value.length <= 255 && /^[\u0000-\u007f]*$/.test(value);
  return plain ? [] : [fault('error', place, value, 'At most 255 ASCII characters.')];
};

const flag: Rule = (value, place) =>
  typeof value === 'boolean' ? [] : [fault('error', place, value, 'true or false, not a text.')];

const webAddress: Rule = (value, place) =>
  typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value)
    ? []
    : [fault('error', place, value, 'An absolute http or https URL.')];

const size: Rule = (value, place) =>
  typeof value === 'number' ? [] : [fault('warning', place, value, 'A number (LTI 1.3 §5.4.4).')];

const oneOf =
  (...values: string[]): Rule =>
  (value, place) =>
    typeof value === 'string' && values.includes(value)
      ? []
      : [fault('warning', place, value, `${values.join(', ')}.`)];

const list =
  (rule: Rule, { nonEmpty = false } = {}): Rule =>
  (value, place) => {
    if (!Array.isArray(value)) return [fault('error', place, value, 'A list.')];
    if (nonEmpty && value.length === 0) return [fault('error', place, value, 'A list that is not empty.')];
    return value.flatMap((item, index) => rule(item, [...place, index]));
  };

const textMap: Rule = (value, place) =>
  isObject(value)
    ? Object.entries(value).flatMap(([name, item]) =>
        typeof item === 'string' ? [] : [fault('error', [...place, name], item, 'A text: every custom value is one.')],
      )
    : [fault('error', place, value, 'An object.')];

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Members = Readonly<Record<string, { rule: Rule; required?: true }>>;

const object =
  (members: Members): Rule =>
  (value, place) => {
    if (!isObject(value)) return [fault('error', place, value, 'An object.')];
    return Object.entries(members).flatMap(([name, { rule, required }]) => {
      const found = Object.hasOwn(value, name) ? value[name] : undefined;
      if (found !== undefined) return rule(found, [...place, name]);
      return required === true ? [fault('error', [...place, name], found, 'It is required.')] : [];
    });
  };

const optionalText = { rule: text() };

/** Claims any message may carry (LTI 1.3 §5.4; AGS 2.0 §3.1; NRPS 2.0 §3.6; migration §6). */
const common: Members = {
  sub: { rule: id },
  name: optionalText,
  given_name: optionalText,
  family_name: optionalText,
  middle_name: optionalText,
  email: optionalText,
  locale: optionalText,
  picture: { rule: webAddress },
  [claims.version]: { rule: text(), required: true },
  [claims.deploymentId]: { rule: id, required: true },
  [claims.roleScopeMentor]: { rule: list(id) },
  [claims.custom]: { rule: textMap },
  [claims.context]: {
    rule: object({
      id: { rule: id, required: true },
      type: { rule: list(text(), { nonEmpty: true }) },
      label: optionalText,
      title: optionalText,
    }),
  },
  [claims.toolPlatform]: {
    rule: object({
      guid: { rule: id, required: true },
      name: optionalText,
      description: optionalText,
      url: { rule: webAddress },
      version: optionalText,
      product_family_code: optionalText,
      contact_email: optionalText,
    }),
  },
  [claims.launchPresentation]: {
    rule: object({
      document_target: { rule: oneOf('frame', 'iframe', 'window') },
      height: { rule: size },
      width: { rule: size },
      return_url: { rule: webAddress },
      locale: optionalText,
    }),
  },
  [claims.lis]: {
    rule: object({
      person_sourcedid: optionalText,
      course_offering_sourcedid: optionalText,
      course_section_sourcedid: optionalText,
    }),
  },
  [claims.scoreEndpoint]: {
    rule: object({
      scope: { rule: list(text()), required: true },
      lineitems: { rule: webAddress },
      lineitem: { rule: webAddress },
    }),
  },
  [claims.namesAndRoles]: {
    rule: object({
      context_memberships_url: { rule: webAddress, required: true },
      service_versions: { rule: list(text(), { nonEmpty: true }), required: true },
    }),
  },
  [claims.basicOutcome]: {
    rule: object({ lis_result_sourcedid: optionalText, lis_outcome_service_url: { rule: webAddress } }),
  },
  [claims.lti1p1]: {
    rule: object({ user_id: optionalText, oauth_consumer_key: optionalText, oauth_consumer_key_sign: optionalText }),
  },
};

const deepLinkTarget = oneOf('iframe', 'window', 'embed');
const itemType = text('A type such as ltiResourceLink, link, file, html or image.');

/** What each message has of its own (LTI 1.3 §5.3; Deep Linking 2.0 §4.4.1). */
const messages: Readonly<Record<string, Members>> = {
  LtiResourceLinkRequest: {
    [claims.targetLinkUri]: { rule: webAddress, required: true },
    [claims.resourceLink]: {
      rule: object({ id: { rule: id, required: true }, title: optionalText, description: optionalText }),
      required: true,
    },
  },
  LtiDeepLinkingRequest: {
    [claims.targetLinkUri]: { rule: webAddress },
    [claims.deepLinkingSettings]: {
      rule: object({
        deep_link_return_url: { rule: webAddress, required: true },
        accept_types: { rule: list(itemType, { nonEmpty: true }), required: true },
        accept_presentation_document_targets: { rule: list(deepLinkTarget, { nonEmpty: true }), required: true },
        accept_media_types: optionalText,
        accept_multiple: { rule: flag },
        accept_lineitem: { rule: flag },
        auto_create: { rule: flag },
        title: optionalText,
        text: optionalText,
        data: optionalText,
      }),
      required: true,
    },
  },
  LtiSubmissionReviewRequest: {
    [claims.targetLinkUri]: { rule: webAddress, required: true },
    [claims.resourceLink]: { rule: object({ id: { rule: id, required: true } }), required: true },
    [claims.forUser]: { rule: object({ user_id: { rule: id, required: true } }), required: true },
  },
};

export const messageTypes: readonly string[] = Object.keys(messages);

/** Further claims of the 1EdTech name space that are known, besides those with a schema. */
const otherKnown = new Set<string>([
  claims.messageType,
  claims.roles,
  claims.targetLinkUri,
  claims.resourceLink,
  claims.forUser,
  claims.deepLinkingSettings,
  'https://purl.imsglobal.org/spec/lti-ap/claim/acs',
  'https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice',
  'https://purl.imsglobal.org/spec/lti/claim/platform_notification_service',
]);

function unknownClaims(all: Claims, members: Members): ClaimFault[] {
  return Object.keys(all).flatMap((name): ClaimFault[] => {
    if (Object.hasOwn(members, name) || otherKnown.has(name) || !/^https?:\/\//i.test(name)) return [];
    return /^https?:\/\/purl\.imsglobal\.org\//i.test(name)
      ? [fault('warning', [name], all[name], 'A claim that is defined: no specification of 1EdTech has this name.')]
      : [fault('info', [name], all[name], 'An extension of the vendor, which tools pass over.')];
  });
}

const misnamed: readonly (readonly [string, string])[] = [
  ['message_type', claims.messageType],
  ['version', claims.version],
  ['deployment_id', claims.deploymentId],
  ['target_link_uri', claims.targetLinkUri],
  ['resource_link', claims.resourceLink],
  ['roles', claims.roles],
  ['context', claims.context],
  ['custom', claims.custom],
];

/** Claims whose name lacks the prefix of the name space. */
function withoutPrefix(all: Claims): ClaimFault[] {
  return misnamed.flatMap(([name, full]) =>
    Object.hasOwn(all, name) && !Object.hasOwn(all, full)
      ? [fault('error', [name], all[name], `The full name of the claim: ${full}.`)]
      : [],
  );
}

/**
 * OI-06: where a message departs from its schema (LTI 1.3 §5.3 and §5.4), each with its JSON path. Type and version of the
 * message, its roles and its times are judged by checks of their own.
 */
export function checkMessageSchema(all: Claims, messageType: string | null): ClaimFault[] {
  const own = messageType !== null && Object.hasOwn(messages, messageType) ? messages[messageType] : {};
  const members = { ...common, ...own };
  return [...withoutPrefix(all), ...object(members)(all, []), ...unknownClaims(all, members)];
}
