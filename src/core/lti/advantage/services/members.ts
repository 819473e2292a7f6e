import type { ServiceCheck } from '../../../../protocol/models/advantage/services.ts';
import { quoted } from '../message/claims.ts';
import { check, failed, remarked } from './checks.ts';
import { isObject, type JsonObject } from './http.ts';
import { readInstant } from './instant.ts';

/** What a member of a message has to be. */
export type Member = { expected: string; required?: true; fits(value: unknown): boolean };
export type Members = Readonly<Record<string, Member>>;

const isText = (value: unknown): value is string => typeof value === 'string';
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

export const text: Member = { expected: 'A text.', fits: isText };
export const filledText: Member = {
  expected: 'A text that is not empty.',
  fits: (value) => isText(value) && value !== '',
};
export const flag: Member = { expected: 'true or false.', fits: (value) => typeof value === 'boolean' };
export const numberAbove0: Member = { expected: 'A number above 0.', fits: (value) => isNumber(value) && value > 0 };
export const instant: Member = {
  expected: 'A time in ISO 8601 with a time zone, as 2026-01-31T12:00:00.000Z.',
  fits: (value) => isText(value) && readInstant(value) !== null,
};
export const webAddress: Member = {
  expected: 'An absolute http or https URL.',
  fits: (value) => isText(value) && /^https?:\/\//i.test(value) && URL.canParse(value),
};
export const textMap: Member = {
  expected: 'An object whose values are texts.',
  fits: (value) => isObject(value) && Object.values(value).every(isText),
};
export const required = (member: Member): Member => ({ ...member, required: true });

export function oneOf(values: readonly string[]): Member {
  return { expected: `${values.join(', ')}.`, fits: (value) => isText(value) && values.includes(value) };
}

/** `null` counts as left out, as many serialisers write it. */
export function has(object: JsonObject, name: string): boolean {
  return Object.hasOwn(object, name) && object[name] !== null && object[name] !== undefined;
}

/** The text of a member, `null` where it is none. */
export function textOf(object: JsonObject, name: string): string | null {
  const value = Object.hasOwn(object, name) ? object[name] : null;
  return isText(value) ? value : null;
}

/** A failed check for each member that is missing or not as it has to be; nothing for what fits. */
export function memberFaults(object: JsonObject, members: Members, place: string, source: string): ServiceCheck[] {
  return Object.entries(members).flatMap(([name, { expected, required: isRequired, fits }]) => {
    const path = `${place}${name}`;
    const rule = { id: path, title: `${path} is as it has to be.`, expected, source };
    if (!has(object, name)) {
      return isRequired === true ? [check(rule, failed(`There is no ${name}.`))] : [];
    }
    return fits(object[name]) ? [] : [check(rule, failed(`${name} is ${quoted(object[name])}.`))];
  });
}

/** Extensions have full names; what has neither a full name nor one of the specification is kept and remarked upon. */
export function extensionsOf(
  object: JsonObject,
  known: readonly string[],
  place: string,
  source: string,
): { extensions: Record<string, string>; checks: ServiceCheck[] } {
  const others = Object.entries(object).filter(([name, value]) => !known.includes(name) && value !== undefined);
  const nameless = others.map(([name]) => name).filter((name) => !/^https?:\/\//i.test(name));
  return {
    extensions: Object.fromEntries(others.map(([name, value]) => [name, JSON.stringify(value)])),
    checks:
      nameless.length === 0
        ? []
        : [
            check(
              {
                id: `${place}extensions`,
                title: 'Extensions have full names.',
                expected: 'A full URL as the name of what the specification does not define.',
                source,
              },
              remarked(`${nameless.slice(0, 5).join(', ')}: kept, and not understood.`),
            ),
          ],
  };
}
