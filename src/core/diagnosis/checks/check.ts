import type { CheckFinding } from '../../../protocol/models/diagnosis.ts';
import { ownerName } from '../signature/findings.ts';
import type { Message } from './message.ts';

export type CheckDraft = Omit<CheckFinding, 'ticket'>;

/** One check on a message; `nowSeconds` is when it is judged, or `null`. */
export type Checks = (message: Message, nowSeconds: number | null) => CheckDraft[];

/** A finding with its line for a ticket. */
export function finding(draft: CheckDraft): CheckFinding {
  const { id, title, seen, expected, owner, source } = draft;
  const ticket = `[${id}] ${title} Seen: ${seen} Expected: ${expected} To be changed by: ${ownerName(owner)}. Source: ${source}.`;
  return { ...draft, ticket: ticket.replace(/\s+/g, ' ') };
}

type Place = Pick<CheckFinding, 'id' | 'source' | 'owner'>;
type Said = Pick<CheckFinding, 'severity' | 'title' | 'seen' | 'expected'> & Partial<Place>;

/** Writes findings of one check: what is the same for all of them is said once. */
export function findingsOf(place: Place): (said: Said) => CheckFinding {
  return (said) => finding({ ...place, ...said });
}

/** A value as a finding quotes it, cut short. */
export function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return `"${line.length > 120 ? `${line.slice(0, 120)}…` : line}"`;
}

/** Names as a person reads them, at most eight. */
export function nameList(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => name.slice(0, 80));
  return names.length > 8 ? `${shown.join(', ')} and ${names.length - 8} more` : shown.join(', ');
}
