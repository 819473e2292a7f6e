import type { DeepLinkedItem, ServiceCheck } from '../../../../../protocol/models/advantage/services.ts';
import { quoted } from '../../message/claims.ts';
import { check, failed, remarked } from '../checks.ts';
import { lineItemFaults } from '../grades/line-item-body.ts';
import { isObject, type JsonObject } from '../http.ts';
import {
  filledText,
  has,
  instant,
  isNumber,
  type Member,
  type Members,
  memberFaults,
  required,
  text,
  textMap,
  textOf,
  webAddress,
} from '../members.ts';

const object: Member = { expected: 'An object.', fits: isObject };
const size: Member = { expected: 'A number of pixels.', fits: (value) => isNumber(value) && value >= 0 };

const titled: Members = { title: text, text };
const pictured: Members = { icon: object, thumbnail: object };
const picture: Members = { url: required(webAddress), width: size, height: size };

/** Members of the types of content items (Deep Linking 2.0 §3.1 to §3.5). */
const types: Readonly<Record<string, { members: Members; source: string }>> = {
  link: {
    source: 'Deep Linking 2.0 §3.1',
    members: { ...titled, ...pictured, url: required(webAddress), embed: object, window: object, iframe: object },
  },
  ltiResourceLink: {
    source: 'Deep Linking 2.0 §3.2',
    members: {
      ...titled,
      ...pictured,
      url: webAddress,
      custom: textMap,
      lineItem: object,
      window: object,
      iframe: object,
      available: object,
      submission: object,
    },
  },
  file: {
    source: 'Deep Linking 2.0 §3.3',
    members: { ...titled, ...pictured, url: required(webAddress), expiresAt: instant },
  },
  html: { source: 'Deep Linking 2.0 §3.4', members: { title: text, text, html: required(filledText) } },
  image: {
    source: 'Deep Linking 2.0 §3.5',
    members: { ...titled, ...pictured, url: required(webAddress), width: size, height: size },
  },
};

/** Objects within an item, by their names. */
const parts: Readonly<Record<string, Members>> = {
  icon: picture,
  thumbnail: picture,
  embed: { html: required(filledText) },
  window: { targetName: text, width: size, height: size, windowFeatures: text },
  available: { startDateTime: instant, endDateTime: instant },
  submission: { startDateTime: instant, endDateTime: instant },
};

/** Ways to show an item that have a member of their own, as a request names them. */
const targets = [
  ['embed', 'embed'],
  ['window', 'window'],
  ['iframe', 'iframe'],
] as const;

/** What the request said may come back. */
export type ItemLimits = {
  acceptTypes: readonly string[];
  acceptPresentationDocumentTargets: readonly string[];
  /** Separated by commas; empty takes all. */
  acceptMediaTypes: string;
  acceptLineItem: boolean;
};

/** One content item, and what is wrong with it or remarkable. `place`: before the ids of the checks, as `items.0.`. */
export function readContentItem(
  value: unknown,
  place: string,
  limits: ItemLimits,
): { item: DeepLinkedItem | null; checks: ServiceCheck[] } {
  const source = 'Deep Linking 2.0 §3';
  const type = isObject(value) ? textOf(value, 'type') : null;
  if (!isObject(value) || type === null) {
    const rule = { id: `${place}type`, title: 'The item has a type.', expected: 'An object with a type.', source };
    return { item: null, checks: [check(rule, failed(`It is ${quoted(value)}.`))] };
  }
  const checks = [
    ...typeChecks(type, place, limits),
    ...shapeChecks(value, type, place),
    ...targetChecks(value, place, limits),
    ...mediaChecks(value, type, place, limits),
    ...lineItemChecks(value, place, limits),
  ];
  const isBroken = checks.some(({ status }) => status === 'failed');
  return { item: isBroken ? null : itemOf(value, type), checks };
}

function itemOf(value: JsonObject, type: string): DeepLinkedItem {
  const custom = isObject(value.custom) ? Object.entries(value.custom) : [];
  return {
    type,
    title: textOf(value, 'title'),
    text: textOf(value, 'text'),
    url: textOf(value, 'url'),
    html: textOf(value, 'html'),
    custom: custom.map(([name, one]) => [name, String(one)]),
    json: JSON.stringify(value, null, 2),
  };
}

function typeChecks(type: string, place: string, { acceptTypes }: ItemLimits): ServiceCheck[] {
  if (acceptTypes.includes(type)) return [];
  const rule = {
    id: `${place}type`,
    title: 'The item is of a type that was asked for.',
    expected: `${acceptTypes.join(', ')}.`,
    source: 'Deep Linking 2.0 §4.4.1 accept_types',
  };
  return [check(rule, failed(`Its type is "${type}".`))];
}

function shapeChecks(value: JsonObject, type: string, place: string): ServiceCheck[] {
  const known = Object.hasOwn(types, type) ? types[type] : undefined;
  if (known === undefined) return [];
  const { members, source } = known;
  const inner = Object.entries(parts).flatMap(([name, partMembers]) => {
    const part = Object.hasOwn(members, name) ? value[name] : undefined;
    return isObject(part) ? memberFaults(part, partMembers, `${place}${name}.`, source) : [];
  });
  const { iframe } = value;
  const frame: Members = { src: type === 'link' ? required(webAddress) : webAddress, width: size, height: size };
  return [
    ...memberFaults(value, members, place, source),
    ...inner,
    ...(isObject(iframe) && Object.hasOwn(members, 'iframe')
      ? memberFaults(iframe, frame, `${place}iframe.`, source)
      : []),
  ];
}

function targetChecks(value: JsonObject, place: string, limits: ItemLimits): ServiceCheck[] {
  const accepted = limits.acceptPresentationDocumentTargets;
  const refused = targets.filter(([name, target]) => has(value, name) && !accepted.includes(target));
  const offered = targets.filter(([name]) => has(value, name));
  if (refused.length === 0) return [];
  const rule = {
    id: `${place}presentation`,
    title: 'It is shown in a way that was asked for.',
    expected: `${accepted.join(', ')}.`,
    source: 'Deep Linking 2.0 §4.4.1 accept_presentation_document_targets',
  };
  const seen = `It brings ${refused.map(([name]) => name).join(', ')}.`;
  // One of several ways is a choice the platform has; the only one is not.
  return [check(rule, refused.length < offered.length ? remarked(seen) : failed(seen))];
}

/** Only items that say their media type can be held to it. */
function mediaChecks(value: JsonObject, type: string, place: string, { acceptMediaTypes }: ItemLimits): ServiceCheck[] {
  const said = textOf(value, 'mediaType');
  const accepted = acceptMediaTypes
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter(Boolean);
  if (said === null || accepted.length === 0 || type === 'ltiResourceLink') return [];
  const media = said.toLowerCase();
  const fits = accepted.some(
    (one) => one === media || one === '*/*' || (one.endsWith('/*') && media.startsWith(one.slice(0, -1))),
  );
  if (fits) return [];
  const rule = {
    id: `${place}mediaType`,
    title: 'It is of a media type that was asked for.',
    expected: `${accepted.join(', ')}.`,
    source: 'Deep Linking 2.0 §4.4.1 accept_media_types',
  };
  return [check(rule, failed(`Its media type is ${said}.`))];
}

function lineItemChecks(value: JsonObject, place: string, { acceptLineItem }: ItemLimits): ServiceCheck[] {
  const { lineItem } = value;
  if (!isObject(lineItem)) return [];
  const faults = lineItemFaults(lineItem, `${place}lineItem.`);
  if (acceptLineItem) return faults;
  const rule = {
    id: `${place}lineItem`,
    title: 'It brings a line item only where one is accepted.',
    expected: 'No lineItem.',
    source: 'Deep Linking 2.0 §4.4.1 accept_lineitem',
  };
  return [...faults, check(rule, remarked('It brings one, which is passed over.'))];
}
