import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { personalClaims, personalParameters } from '../../../catcher/personal.ts';
import type { Evidence } from '../evidence.ts';

/** A value that tells who somebody is, and the field it was found in. */
export type PersonalValue = { field: string; category: string; value: string };

/** Fields of APIs that are personal by their name, whatever the contract. */
const knownNames: readonly (readonly [RegExp, string])[] = [
  [/^(?:.*_)?e?mail(?:_?address)?$/, 'email'],
  [/^(?:student|user|person|candidate|member)?_?(?:first|last|full|given|family|middle|nick|sur)_?name$/, 'name'],
  [/^(?:student|candidate|person)_?name$/, 'name'],
  [/^(?:user_?name|login|login_?id|user_?login)$/, 'username'],
  [/^(?:user|student|person|candidate|member)_?(?:id|number|no)$/, 'user-id'],
  [/^(?:picture|avatar|photo)(?:_?url)?$/, 'picture'],
  [
    /^(?:phone|mobile|telephone)(?:_?number)?$|^(?:date_?of_?birth|birth_?(?:date|day))$|^(?:street|address|postal_?address)$/,
    'other',
  ],
  [/^(?:.*_)?sourcedid$/, 'sourcedid'],
];

function byName(field: string): string | null {
  // camelCase as snake_case, so that one list serves both.
  const name = field.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return knownNames.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

const mailAddress = /^[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"'.]+$/;
/** In running text. Ends of sentences do not belong to it. */
const mailInText =
  /[\w.!#$%&*+/=?^`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+/g;
/** Parts of a base string or a body stand before an address without belonging to it. */
const beforeMail = /^.*[=&?/%]/;

/** Lower-case names of fields: the person's own, and those contracts declare. */
type Named = { chosen: ReadonlySet<string>; declared: ReadonlySet<string> };

function categoryOf(field: string, { chosen, declared }: Named): string | null {
  const name = field.toLowerCase();
  return chosen.has(name) ? 'chosen' : (byName(field) ?? (declared.has(name) ? 'declared' : null));
}

function fromPairs(pairs: Pairs, names: Named): PersonalValue[] {
  const others = pairs.flatMap(([field, value]): PersonalValue[] => {
    if (value.trim() === '') return [];
    const named = categoryOf(field, names);
    const category = mailAddress.test(value) ? 'email' : named === 'email' ? null : named;
    return category === null ? [] : [{ field, category, value }];
  });
  return [...personalParameters(pairs), ...others];
}

/** Most values that are looked at in one JSON text. */
const mostLeaves = 20_000;

function fromJson(text: string, names: Named): PersonalValue[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return [];
  }
  const leaves: [string, string][] = [];
  const pending: [string, unknown][] = [['', data]];
  for (let next = pending.pop(); next !== undefined && leaves.length < mostLeaves; next = pending.pop()) {
    const [name, value] = next;
    if (typeof value === 'string' || typeof value === 'number') leaves.push([name, String(value)]);
    // Texts in a list under the name of a field are what an answer says about it: {"first_name": ["can't be blank"]}.
    else if (Array.isArray(value)) pending.push(...value.map((one: unknown): [string, unknown] => ['', one]));
    else if (typeof value === 'object' && value !== null) pending.push(...Object.entries(value));
  }
  return fromPairs(leaves, names);
}

function mailAddresses(texts: readonly string[]): PersonalValue[] {
  return texts.flatMap((text) =>
    [...text.matchAll(mailInText)].flatMap(([found]): PersonalValue[] => {
      const value = found.replace(beforeMail, '');
      return value.startsWith('@') ? [] : [{ field: 'a mail address', category: 'email', value }];
    }),
  );
}

/** Every personal value that can be told: by the name of its field, by the claim it stands in, by its look. Each value once. */
export function personalValues(
  { people }: Pick<Evidence, 'people'>,
  texts: readonly string[],
  chosenFields: readonly string[],
): PersonalValue[] {
  const { declared } = people;
  const names: Named = { chosen: new Set(chosenFields.map((name) => name.toLowerCase())), declared };
  const all = [
    ...fromPairs(people.parameters, names),
    ...people.claims.flatMap((claims) => [
      ...personalClaims(claims, declared),
      ...fromJson(JSON.stringify(claims), names),
    ]),
    ...people.json.flatMap((text) => fromJson(text, names)),
    ...mailAddresses(texts),
  ];
  const known = new Set<string>();
  return all.filter(({ value }) => value.trim() !== '' && !known.has(value) && known.add(value));
}
