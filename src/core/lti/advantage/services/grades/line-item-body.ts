import type { LineItem, ServiceCheck } from '../../../../../protocol/models/advantage/services.ts';
import { check, failed } from '../checks.ts';
import { type JsonObject, readJsonObject } from '../http.ts';
import {
  extensionsOf,
  filledText,
  flag,
  instant,
  type Members,
  memberFaults,
  numberAbove0,
  required,
  text,
  textOf,
} from '../members.ts';

/** What a tool may say of a line item. */
export type LineItemFacts = Pick<
  LineItem,
  | 'label'
  | 'scoreMaximum'
  | 'resourceId'
  | 'resourceLinkId'
  | 'tag'
  | 'startDateTime'
  | 'endDateTime'
  | 'gradesReleased'
  | 'extensions'
>;

const source = 'AGS 2.0 §3.2';

/** Members of a line item (AGS 2.0 §3.2.4 to §3.2.12). */
const members: Members = {
  label: required(filledText),
  scoreMaximum: required(numberAbove0),
  resourceId: text,
  resourceLinkId: text,
  tag: text,
  startDateTime: instant,
  endDateTime: instant,
  gradesReleased: flag,
};

/**
 * A line item as a tool sends it. `item` is `null` when a check failed. `linkIds`: resource link ids of the course, by those the tool
 * knows them under.
 */
export function readLineItem(
  body: string | null,
  linkIds: ReadonlyMap<string, string>,
): { item: LineItemFacts | null; checks: ServiceCheck[] } {
  const read = readJsonObject(body);
  if ('problem' in read) {
    const rule = { id: 'body', title: 'It sends a line item.', expected: 'A JSON object.', source };
    return { item: null, checks: [check(rule, failed(read.problem))] };
  }
  const { object } = read;
  const extended = extensionsOf(object, [...Object.keys(members), 'id', 'submissionReview'], '', 'AGS 2.0 §2.2');
  const faults = [
    ...memberFaults(object, members, '', source),
    ...order(object),
    ...knownLink(textOf(object, 'resourceLinkId'), linkIds),
  ];
  const checks = [...faults, ...extended.checks];
  if (faults.length > 0) return { item: null, checks };
  const facts = factsOf(object);
  const resourceLinkId = linkIds.get(facts.resourceLinkId ?? '') ?? null;
  return { item: { ...facts, resourceLinkId, extensions: extended.extensions }, checks };
}

/** A line item as deep linking describes it: without the link, which is the item's own (Deep Linking 2.0 §3.3). */
export function lineItemFaults(object: JsonObject, place: string): ServiceCheck[] {
  const { label: _label, resourceLinkId: _link, ...rest } = members;
  return memberFaults(object, { ...rest, label: text }, place, 'Deep Linking 2.0 §3.3');
}

export function factsOf(object: JsonObject): Omit<LineItemFacts, 'extensions'> {
  const { scoreMaximum, gradesReleased } = object;
  return {
    label: textOf(object, 'label') ?? '',
    scoreMaximum: typeof scoreMaximum === 'number' ? scoreMaximum : 0,
    resourceId: textOf(object, 'resourceId'),
    resourceLinkId: textOf(object, 'resourceLinkId'),
    tag: textOf(object, 'tag'),
    startDateTime: textOf(object, 'startDateTime'),
    endDateTime: textOf(object, 'endDateTime'),
    gradesReleased: typeof gradesReleased === 'boolean' ? gradesReleased : null,
  };
}

function order(object: JsonObject): ServiceCheck[] {
  const [start, end] = [textOf(object, 'startDateTime'), textOf(object, 'endDateTime')].map((one) =>
    Date.parse(one ?? ''),
  );
  if (start === undefined || end === undefined || !(start > end)) return [];
  const rule = {
    id: 'endDateTime',
    title: 'It ends after it starts.',
    expected: 'endDateTime after startDateTime.',
    source,
  };
  return [check(rule, failed('endDateTime is before startDateTime.'))];
}

/** A platform takes no line item for a link the tool does not have (AGS 2.0 §3.2.9). */
function knownLink(id: string | null, known: ReadonlyMap<string, string>): ServiceCheck[] {
  if (id === null || id === '' || known.has(id)) return [];
  const rule = {
    id: 'resourceLinkId',
    title: 'The resource link is one of the course.',
    expected: 'The id of a resource link of this course, or no resourceLinkId.',
    source: 'AGS 2.0 §3.2.9',
  };
  return [check(rule, failed(`resourceLinkId is "${id}".`))];
}

/** A line item as the service answers it; what it lacks is left out. `url`: its own address; `linkId` as the tool knows it. */
export function lineItemJson(
  item: LineItem,
  url: string,
  linkId: (resourceLinkId: string) => string,
): Record<string, unknown> {
  const { label, scoreMaximum, resourceId, tag, startDateTime, endDateTime, gradesReleased } = item;
  const resourceLinkId = item.resourceLinkId === null ? null : linkId(item.resourceLinkId);
  const optional = { resourceId, resourceLinkId, tag, startDateTime, endDateTime, gradesReleased };
  return {
    id: url,
    scoreMaximum,
    label,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== null && value !== '')),
    ...Object.fromEntries(
      Object.entries(item.extensions).map(([name, json]): [string, unknown] => [name, JSON.parse(json)]),
    ),
  };
}
