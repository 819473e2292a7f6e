import type { LineItem } from '../../../../../protocol/models/advantage/services.ts';
import type { LinkPlacement } from '../../../../../protocol/models/lti/roster.ts';

type Facts = Pick<LineItem, 'label' | 'scoreMaximum' | 'resourceLinkId' | 'resourceId' | 'tag'>;
type Place = { id: string; connectionId: string; courseId: string; at: number };

/** A line item the platform makes by itself or for a teacher, who says neither times nor whether grades are released. */
export function platformLineItem(facts: Facts, { at, ...place }: Place): LineItem {
  const unset = { startDateTime: null, endDateTime: null, gradesReleased: null, extensions: {} };
  return { ...facts, ...unset, ...place, createdBy: 'platform', createdAt: at, updatedAt: at };
}

/** The line item of a graded link, as platforms make it with the link: a tool that may only score has no other (AGS 2.0 §3.2). */
export function lineItemOfLink({ title, resourceLinkId }: LinkPlacement, place: Place): LineItem {
  const facts = { label: title === '' ? 'Activity' : title, scoreMaximum: 100, resourceId: null, tag: null };
  return platformLineItem({ ...facts, resourceLinkId }, place);
}
