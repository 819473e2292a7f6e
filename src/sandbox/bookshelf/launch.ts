import type { SandboxReason } from '../../protocol/sandbox-control.ts';
import type { Book } from './catalogue.ts';
import { findBook, needsAccessCode } from './catalogue.ts';

/** Pages a launch can lead to besides a book: the course's materials, all the user's materials, the bookshelf's home. */
export type Shelf = 'course' | 'all' | 'home';

/** What the launch address names: a book by its VBID (null: `custom_vbid` names it), or one of the pages. */
export type Address =
  | { readonly kind: 'book'; readonly vbid: string | null }
  | { readonly kind: 'shelf'; readonly shelf: Shelf };

export type Place = { readonly kind: 'book'; readonly book: Book } | { readonly kind: 'shelf'; readonly shelf: Shelf };

/** What a valid launch asks for. */
export interface Launch {
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  readonly place: Place;
  readonly location: string;
  /** Short names of the LTI roles, such as `Instructor`; empty when none were sent. */
  readonly roles: readonly string[];
  readonly target: string;
  readonly context: { readonly id: string; readonly label: string; readonly title: string };
}

export type LaunchResult =
  | { readonly ok: true; readonly launch: Launch }
  | { readonly ok: false; readonly reason: SandboxReason; readonly detail: string };

/** Values that must be one of these. */
const closed: readonly (readonly [name: string, allowed: readonly string[]])[] = [
  ['lti_message_type', ['basic-lti-launch-request']],
  ['lti_version', ['LTI-1p0']],
  ['launch_presentation_document_target', ['frame', 'iframe', 'window']],
];

/** Longest context label and title that the vendor takes, in characters. */
const longestContextText = 255;

/** Reads the parameters of a launch to this address. */
export function readLaunch(parameters: URLSearchParams, address: Address): LaunchResult {
  const value = (name: string) => (parameters.get(name) ?? '').trim();
  if (value('user_id') === '') return refuse('user-id-missing', 'The launch carries no user_id.');
  for (const [name, allowed] of closed) {
    if (value(name) === '') return refuse('parameter-missing', `The launch carries no ${name}.`);
    if (!allowed.includes(value(name))) {
      return refuse('parameter-invalid', `${name} is "${value(name)}" but must be one of: ${allowed.join(', ')}.`);
    }
  }
  for (const name of ['context_label', 'context_title']) {
    if ([...value(name)].length > longestContextText) {
      return refuse('context-too-long', `${name} is longer than ${longestContextText} characters.`);
    }
  }
  if (address.kind === 'shelf') return { ok: true, launch: launchOf(value, address) };
  const wanted = address.vbid ?? value('custom_vbid');
  const book = findBook(wanted);
  if (book === null) {
    const detail =
      wanted === '' ? 'The launch names no book: custom_vbid is missing.' : `There is no book "${wanted}".`;
    return refuse('book-unknown', detail);
  }
  if (needsAccessCode(book)) {
    return refuse('access-code-missing', `"${wanted}" is an online resource, and its bank of access codes is empty.`);
  }
  return { ok: true, launch: launchOf(value, { kind: 'book', book }) };
}

function refuse(reason: SandboxReason, detail: string): LaunchResult {
  return { ok: false, reason, detail };
}

function launchOf(value: (name: string) => string, place: Place): Launch {
  const parts = [value('lis_person_name_given'), value('lis_person_name_family')].filter((part) => part !== '');
  return {
    user: {
      id: value('user_id'),
      name: value('lis_person_name_full') || parts.join(' ') || value('user_id'),
      email: value('lis_person_contact_email_primary'),
    },
    place,
    location: value('custom_book_location'),
    roles: value('roles')
      .split(',')
      .map((role) => role.trim().split(/[/#]/).at(-1) ?? '')
      .filter((role) => role !== ''),
    target: value('launch_presentation_document_target'),
    context: { id: value('context_id'), label: value('context_label'), title: value('context_title') },
  };
}
