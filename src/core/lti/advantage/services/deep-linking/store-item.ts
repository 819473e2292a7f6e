import type { DeepLinkedItem, LineItem, StoredItem } from '../../../../../protocol/models/advantage/services.ts';
import type { Course, LinkPlacement } from '../../../../../protocol/models/lti/roster.ts';
import type { Clock, Random } from '../../../../ports.ts';
import type { Storage } from '../../../../storage/open-storage.ts';
import { newId } from '../../../../vault/new-id.ts';
import { factsOf } from '../grades/line-item-body.ts';
import { isObject, type JsonObject } from '../http.ts';
import type { OpenRequest } from './endpoint.ts';

type StorePorts = {
  storage: Pick<Storage, 'roster' | 'lineItems' | 'contentItems' | 'transaction'>;
  clock: Clock;
  random: Random;
};

/** Links a course of the roster holds at most. */
const mostPlacements = 200;

/**
 * Takes a chosen item over: a resource link becomes a link of the course, with the line item it brings (Deep Linking 2.0 §3.2);
 * anything else is only kept. A course without room for another link, or that is gone, keeps it as an item alone.
 */
export function storeItem(
  { item, value }: { item: DeepLinkedItem; value: unknown },
  { connectionId, courseId, exchangeId, setup }: OpenRequest,
  { storage, clock, random }: StorePorts,
): StoredItem {
  const at = clock.now();
  const course = storage.roster.course(courseId);
  const isLink = item.type === 'ltiResourceLink' && course !== undefined && course.placements.length < mostPlacements;
  return storage.transaction(() => {
    const placement = isLink ? addPlacement(course, item, newId(random), at, storage) : null;
    const wanted = isObject(value) && isObject(value.lineItem) && setup.acceptLineItem ? value.lineItem : null;
    const lineItem =
      placement === null || wanted === null
        ? null
        : lineItemOf(wanted, item, placement, { id: newId(random), connectionId, courseId, at });
    if (lineItem !== null) storage.lineItems.insert(lineItem);
    const stored: StoredItem = {
      ...item,
      id: newId(random),
      connectionId,
      courseId,
      exchangeId,
      placementId: placement?.id ?? null,
      resourceLinkId: placement?.resourceLinkId ?? null,
      lineItemId: lineItem?.id ?? null,
      createdAt: at,
    };
    storage.contentItems.insert(stored);
    return stored;
  });
}

function addPlacement(
  course: Course,
  { title, text }: DeepLinkedItem,
  id: string,
  at: number,
  { roster }: StorePorts['storage'],
): LinkPlacement {
  const placement: LinkPlacement = {
    id,
    resourceLinkId: `link-${id}`,
    title: (title ?? '').slice(0, 1000),
    description: (text ?? '').slice(0, 10_000),
  };
  roster.putCourse({ ...course, placements: [...course.placements, placement] }, at);
  return placement;
}

/** The label is that of the link where the line item has none. */
function lineItemOf(
  wanted: JsonObject,
  { title }: DeepLinkedItem,
  placement: LinkPlacement,
  { id, connectionId, courseId, at }: { id: string; connectionId: string; courseId: string; at: number },
): LineItem {
  const facts = factsOf(wanted);
  return {
    ...facts,
    label: facts.label === '' ? (title ?? 'Activity') : facts.label,
    resourceLinkId: placement.resourceLinkId,
    extensions: {},
    id,
    connectionId,
    courseId,
    createdBy: 'deep-linking',
    createdAt: at,
    updatedAt: at,
  };
}
