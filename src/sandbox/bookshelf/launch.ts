import type { SandboxReason } from '../../protocol/sandbox-control.ts';
import type { Book } from './catalogue.ts';
import { findBook } from './catalogue.ts';

/** What a valid launch asks for. */
export interface Launch {
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  readonly book: Book;
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

/** Reads the launch's parameters; `vbid` is the book of the path, or null when `custom_vbid` names it. */
export function readLaunch(parameters: URLSearchParams, vbid: string | null): LaunchResult {
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
  const wanted = vbid ?? value('custom_vbid');
  const book = findBook(wanted);
  if (book === null) {
    const detail =
      wanted === '' ? 'The launch names no book: custom_vbid is missing.' : `There is no book "${wanted}".`;
    return refuse('book-unknown', detail);
  }
  return { ok: true, launch: launchOf(value, book) };
}

function refuse(reason: SandboxReason, detail: string): LaunchResult {
  return { ok: false, reason, detail };
}

function launchOf(value: (name: string) => string, book: Book): Launch {
  const parts = [value('lis_person_name_given'), value('lis_person_name_family')].filter((part) => part !== '');
  return {
    user: {
      id: value('user_id'),
      name: value('lis_person_name_full') || parts.join(' ') || value('user_id'),
      email: value('lis_person_contact_email_primary'),
    },
    book,
    location: value('custom_book_location'),
    roles: value('roles')
      .split(',')
      .map((role) => role.trim().split(/[/#]/).at(-1) ?? '')
      .filter((role) => role !== ''),
    target: value('launch_presentation_document_target'),
    context: { id: value('context_id'), label: value('context_label'), title: value('context_title') },
  };
}
