import { serviceScopes } from '../../../../../protocol/models/advantage/scopes.ts';
import type { LineItem, ServiceCheck } from '../../../../../protocol/models/advantage/services.ts';
import { check, passed, remarked } from '../checks.ts';
import { emptyAnswer, jsonAnswer, type ServiceRequest, utf8 } from '../http.ts';
import { type Handled, type Operation, type Resource, refusedBy } from '../operation.ts';
import { pageOf } from '../paging.ts';
import type { Gradebook } from './gradebook.ts';
import { type LineItemFacts, lineItemJson, readLineItem } from './line-item-body.ts';

export const lineItemType = 'application/vnd.ims.lis.v2.lineitem+json';
export const lineItemsType = 'application/vnd.ims.lis.v2.lineitemcontainer+json';

const source = 'AGS 2.0 §3.2';
const reading = [serviceScopes.lineItem, serviceScopes.lineItemReadOnly];
const writing = [serviceScopes.lineItem];

function operation(part: Omit<Operation, 'service' | 'source'>): Operation {
  return { service: 'line-items', source, ...part };
}

/** All line items of the course that belong to the tool (AGS 2.0 §3.2.2). */
export function lineItemsResource(book: Gradebook): Resource {
  return {
    GET: operation({
      name: 'listLineItems',
      scopes: reading,
      answers: lineItemsType,
      takes: null,
      carryOut: (request) => list(request, book),
    }),
    POST: operation({
      name: 'createLineItem',
      scopes: writing,
      answers: lineItemType,
      takes: lineItemType,
      carryOut: (request) => create(request, book),
    }),
  };
}

/** One line item (AGS 2.0 §3.2.3). */
export function lineItemResource(item: LineItem, book: Gradebook): Resource {
  const shown = (shownItem: LineItem) => jsonAnswer(200, lineItemType, jsonOf(shownItem, book));
  return {
    GET: operation({
      name: 'readLineItem',
      scopes: reading,
      answers: lineItemType,
      takes: null,
      carryOut: () => ({ answer: shown(item), checks: [], headline: `“${item.label}” was read.` }),
    }),
    PUT: operation({
      name: 'updateLineItem',
      scopes: writing,
      answers: lineItemType,
      takes: lineItemType,
      carryOut: (request) =>
        withItem(request, book, (facts, checks) => {
          const moved = linkChange(item, facts);
          if (moved !== null) checks.push(moved);
          const changed = book.update(item, { ...facts, resourceLinkId: facts.resourceLinkId ?? item.resourceLinkId });
          return { answer: shown(changed), checks, headline: `“${changed.label}” was changed.` };
        }),
    }),
    DELETE: operation({
      name: 'deleteLineItem',
      scopes: writing,
      answers: null,
      takes: null,
      carryOut: () => {
        book.delete(item.id);
        return { answer: emptyAnswer(204), checks: [], headline: `“${item.label}” was deleted, with its scores.` };
      },
    }),
  };
}

function jsonOf(item: LineItem, { told, itemUrl }: Gradebook): Record<string, unknown> {
  return lineItemJson(item, itemUrl(item.id), told.linkId);
}

/** Filters of the list, each by equality (AGS 2.0 §3.2.2). */
const filters = [
  ['resource_link_id', 'resourceLinkId'],
  ['resource_id', 'resourceId'],
  ['tag', 'tag'],
] as const;

function list(request: ServiceRequest, book: Gradebook): Handled {
  const asked = filters.flatMap(([parameter, member]) => {
    const value = request.query.get(parameter);
    return value === null ? [] : [{ member, value }];
  });
  const told = (item: LineItem, member: (typeof filters)[number][1]): string | null => {
    const value = item[member];
    return member === 'resourceLinkId' && value !== null ? book.told.linkId(value) : value;
  };
  const items = book.items().filter((item) => asked.every(({ member, value }) => told(item, member) === value));
  const { page, checks } = pageOf(items, request, 'AGS 2.0 §3.2.2');
  const judged = [...unknownParameters(request), ...checks];
  if (page === null) return refusedBy(400, 'Bad Request', judged);
  const body = page.entries.map((item) => jsonOf(item, book));
  return {
    answer: jsonAnswer(200, lineItemsType, body, page.links),
    checks: judged,
    headline: `${page.entries.length} of ${items.length} line items were listed.`,
  };
}

function unknownParameters({ query }: ServiceRequest): ServiceCheck[] {
  const known = ['limit', 'from', ...filters.map(([parameter]) => parameter)];
  const unknown = [...query.keys()].filter((name) => !known.includes(name));
  if (unknown.length === 0) return [];
  const rule = {
    id: 'filter',
    title: 'The filters are known.',
    expected: `${known.slice(2).join(', ')} and limit.`,
    source,
  };
  return [check(rule, remarked(`${unknown.join(', ')}: passed over.`))];
}

/** Carries out what needs a line item in the body. */
function withItem(
  request: ServiceRequest,
  { course, told }: Gradebook,
  work: (facts: LineItemFacts, checks: ServiceCheck[]) => Handled,
): Handled {
  const links = new Map(course.placements.map(({ resourceLinkId }) => [told.linkId(resourceLinkId), resourceLinkId]));
  const { item, checks } = readLineItem(utf8(request.body), links);
  if (item === null) return refusedBy(400, 'Bad Request', checks);
  const rule = { id: 'body', title: 'It sends a line item.', expected: 'label and a scoreMaximum above 0.', source };
  return work(item, [check(rule, passed(`“${item.label}” of ${item.scoreMaximum}.`)), ...checks]);
}

function create(request: ServiceRequest, book: Gradebook): Handled {
  return withItem(request, book, (facts, checks) => {
    const item = book.create(facts);
    const url = book.itemUrl(item.id);
    const answer = jsonAnswer(201, lineItemType, jsonOf(item, book), [['Location', url]]);
    return { answer, checks, headline: `“${item.label}” was made.` };
  });
}

/** A tool should not move a line item to another link once it has one (AGS 2.0 §3.2.9). */
function linkChange(item: LineItem, { resourceLinkId }: LineItemFacts): ServiceCheck | null {
  if (item.resourceLinkId === null || resourceLinkId === null || resourceLinkId === item.resourceLinkId) return null;
  const rule = {
    id: 'resourceLinkId',
    title: 'The line item stays with its link.',
    expected: 'The resourceLinkId it has, or none.',
    source: 'AGS 2.0 §3.2.9',
  };
  return check(rule, remarked(`It was "${item.resourceLinkId}" and is "${resourceLinkId}" now.`));
}
