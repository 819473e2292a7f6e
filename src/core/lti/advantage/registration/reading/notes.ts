import type { ReadingNote } from '../../../../../protocol/models/advantage/registration.ts';
import type { Pairs } from '../../../../../protocol/models/pairs.ts';
import { parseUrl } from './web-address.ts';

/** Texts and lists are cut at these lengths: a configuration is written by a stranger. */
const longestText = 2048;
const longestSeen = 200;
const mostNotes = 1000;
const mostEntries = 100;

export type Members = Readonly<Record<string, unknown>>;

/** The object a value is; `null` for a list, a text, nothing. */
export function membersOf(value: unknown): Members | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : null;
}

export function shownValue(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > longestSeen ? `${text.slice(0, longestSeen)}…` : text;
}

/** Reads the members of one object of a configuration and notes what became of each. Members that nobody asked for are ignored. */
export type MemberReader = {
  has(name: string): boolean;
  /** As it stands there, without a note. */
  raw(name: string): unknown;
  note(name: string, status: ReadingNote['status'], note: string): void;
  /** A text; '' when there is none. What is no text is `wrong`. */
  text(name: string, rule?: Rule): string;
  /** An http or https address; '' when there is none. */
  address(name: string, rule?: Rule): string;
  addresses(name: string, rule?: Rule): string[];
  /** A list of texts, or one text with blanks between (RFC 7591 §2: `scope`). */
  texts(name: string, rule?: Rule): string[];
  /** Custom parameters: texts; numbers and booleans as text. */
  custom(name: string): Pairs;
  object(name: string, rule?: Rule): MemberReader | null;
  objects(name: string): MemberReader[];
  /** Notes every member that was not read as ignored, for the reason `why` gives; `null`: without one. */
  rest(why: (name: string) => string): void;
};

/** What a member is for, and what has to be there when it is `required`. */
export type Rule = { note?: string; required?: string };

/** A reader of the object at `path`, whose notes are collected in `notes`. */
export function memberReader(members: Members, path: string, notes: ReadingNote[]): MemberReader {
  const read = new Set<string>();
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const note: MemberReader['note'] = (name, status, text) => {
    read.add(name);
    if (notes.length < mostNotes) notes.push({ member: at(name), status, seen: shownValue(members[name]), note: text });
  };
  const isThere = (name: string): boolean =>
    Object.hasOwn(members, name) && members[name] !== null && members[name] !== '';
  const missing = (name: string, rule: Rule | undefined): void => {
    read.add(name);
    if (rule?.required !== undefined) note(name, 'missing', rule.required);
  };

  const text: MemberReader['text'] = (name, rule) => {
    const value = members[name];
    if (!isThere(name)) {
      missing(name, rule);
      return '';
    }
    if (typeof value !== 'string' || value.length > longestText) {
      note(name, 'wrong', `A text of up to ${longestText} characters is expected.`);
      return '';
    }
    note(name, 'understood', rule?.note ?? '');
    return value;
  };

  const list = (name: string, rule: Rule | undefined): unknown[] | null => {
    const value = members[name];
    if (!isThere(name)) {
      missing(name, rule);
      return null;
    }
    if (!Array.isArray(value)) {
      note(name, 'wrong', 'A list is expected.');
      return null;
    }
    if (value.length > mostEntries) {
      note(name, 'wrong', `A list of up to ${mostEntries} entries is expected.`);
      return null;
    }
    if (value.length === 0) missing(name, rule);
    return value;
  };

  return {
    has: isThere,
    raw: (name) => members[name],
    note,
    text,
    address: (name, rule) => {
      const value = members[name];
      if (!isThere(name)) {
        missing(name, rule);
        return '';
      }
      if (typeof value !== 'string' || parseUrl(value) === null) {
        note(name, 'wrong', 'An absolute http or https address is expected.');
        return '';
      }
      note(name, 'understood', rule?.note ?? '');
      return value;
    },
    addresses: (name, rule) => {
      const values = list(name, rule);
      if (values === null || values.length === 0) return [];
      const right = values.filter((value): value is string => typeof value === 'string' && parseUrl(value) !== null);
      if (right.length < values.length) note(name, 'wrong', 'Absolute http or https addresses are expected.');
      else note(name, 'understood', rule?.note ?? '');
      return [...new Set(right)];
    },
    texts: (name, rule) => {
      const value = members[name];
      const values = typeof value === 'string' ? value.split(' ').filter(Boolean) : list(name, rule);
      if (values === null || values.length === 0) return [];
      const right = values.filter((one): one is string => typeof one === 'string' && one.length <= longestText);
      if (right.length < values.length || right.length > mostEntries)
        note(name, 'wrong', 'A list of texts is expected.');
      else note(name, 'understood', rule?.note ?? '');
      return [...new Set(right)].slice(0, mostEntries);
    },
    custom: (name) => {
      if (!isThere(name)) return [];
      const object = membersOf(members[name]);
      const entries = Object.entries(object ?? {});
      const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
      const right = entries.filter(([, value]) => isPlain(value)).slice(0, mostEntries);
      if (object === null || right.length < entries.length) note(name, 'wrong', 'An object of texts is expected.');
      else note(name, 'understood', 'Sent as custom parameters.');
      return right.map(([key, value]): [string, string] => [
        key.slice(0, longestText),
        String(value).slice(0, longestText),
      ]);
    },
    object: (name, rule) => {
      if (!isThere(name)) {
        missing(name, rule);
        return null;
      }
      read.add(name);
      const object = membersOf(members[name]);
      if (object === null) note(name, 'wrong', 'An object is expected.');
      return object === null ? null : memberReader(object, at(name), notes);
    },
    objects: (name) =>
      (list(name, undefined) ?? []).flatMap((value, index) => {
        read.add(name);
        const object = membersOf(value);
        if (object === null)
          notes.push({
            member: `${at(name)}[${index}]`,
            status: 'wrong',
            seen: shownValue(value),
            note: 'An object is expected.',
          });
        return object === null ? [] : [memberReader(object, `${at(name)}[${index}]`, notes)];
      }),
    rest: (why) => {
      for (const name of Object.keys(members)) {
        if (!read.has(name)) note(name.slice(0, longestSeen), 'ignored', why(name));
      }
    },
  };
}
