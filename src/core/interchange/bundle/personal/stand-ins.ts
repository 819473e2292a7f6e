import type { PersonalChoice } from '../../../../protocol/models/data/bundle.ts';
import type { PersonalValue } from './detect.ts';

/** What takes the place of a personal value, wherever it occurs. */
export type StandIn = PersonalValue & { standIn: string };

const pseudonyms: Readonly<Record<string, (number: number) => string>> = {
  'user-id': (number) => `user-${number}`,
  name: (number) => `Name-${number}`,
  email: (number) => `user${number}@masked.example`,
  picture: (number) => `picture-${number}`,
  username: (number) => `login-${number}`,
  sourcedid: (number) => `sourcedid-${number}`,
  mentees: (number) => `mentees-${number}`,
  cookie: (number) => `cookie-${number}`,
};

/**
 * Gives each value its stand-in, the same one for the same value. Stand-ins are made of characters that need no encoding in a
 * URL, but for the `@` of a mail address.
 */
export function standInsFor(values: readonly PersonalValue[], choice: Exclude<PersonalChoice, 'keep'>): StandIn[] {
  const numbers = new Map<string, number>();
  return values.map((value) => {
    if (choice === 'mask') return { ...value, standIn: 'personal-data-masked' };
    const number = (numbers.get(value.category) ?? 0) + 1;
    numbers.set(value.category, number);
    return { ...value, standIn: (pseudonyms[value.category] ?? ((count: number) => `personal-${count}`))(number) };
  });
}
