import type { PersonalDatum } from '../../protocol/models/lti/catcher.ts';
import type { PrivacyLevel } from '../../protocol/models/lti/lti.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { type Claims, claims, member } from '../lti/advantage/message/claims.ts';

type Category = PersonalDatum['category'];

/** Parameters of LTI 1.x that tell who somebody is (LTI 1.1 §3), and well-known ones of LMSs. */
const categories: Readonly<Record<string, Category>> = {
  user_id: 'user-id',
  user_image: 'picture',
  lis_person_name_given: 'name',
  lis_person_name_family: 'name',
  lis_person_name_full: 'name',
  lis_person_name_middle: 'name',
  lis_person_contact_email_primary: 'email',
  lis_person_sourcedid: 'sourcedid',
  role_scope_mentor: 'mentees',
  ext_user_username: 'username',
  ext_d2l_username: 'username',
  ext_sakai_eid: 'username',
  custom_canvas_user_login_id: 'username',
  custom_canvas_user_id: 'user-id',
};

function custom(name: string, value: string): Category | null {
  if (!/^(custom|ext)_/.test(name)) return null;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return 'email';
  if (/(user_?name|login|person|student|email|phone|address|birth)/.test(name)) return 'other';
  return null;
}

const none: ReadonlySet<string> = new Set();

/**
 * What an LTI 1.x launch tells of a person.
 *
 * @param declared - lower-case names that contracts mark with `x-personal`.
 */
export function personalParameters(params: Pairs, declared = none): PersonalDatum[] {
  return params.flatMap(([field, value]): PersonalDatum[] => {
    if (value === '') return [];
    const name = field.toLowerCase();
    const category = Object.hasOwn(categories, field)
      ? categories[field]
      : (custom(name, value) ?? (declared.has(name) ? 'other' : null));
    return category === null || category === undefined ? [] : [{ field, category, value }];
  });
}

const claimCategories: readonly (readonly [string, Category])[] = [
  ['sub', 'user-id'],
  ['name', 'name'],
  ['given_name', 'name'],
  ['family_name', 'name'],
  ['middle_name', 'name'],
  ['nickname', 'name'],
  ['preferred_username', 'username'],
  ['email', 'email'],
  ['phone_number', 'other'],
  ['picture', 'picture'],
];

/** What the claims of an LTI 1.3 message tell of a person (LTI 1.3 §5.3.6, §5.4). A custom claim is declared as `custom_…`. */
export function personalClaims(all: Claims, declared = none): PersonalDatum[] {
  const text = (field: string, category: Category, value: unknown): PersonalDatum[] =>
    typeof value === 'string' && value !== '' ? [{ field, category, value }] : [];
  const mentees = all[claims.roleScopeMentor];
  const customValues = all[claims.custom];
  return [
    ...claimCategories.flatMap(([name, category]) => text(name, category, all[name])),
    ...text('lis.person_sourcedid', 'sourcedid', member(all, claims.lis, 'person_sourcedid')),
    ...(Array.isArray(mentees) && mentees.length > 0
      ? text('role_scope_mentor', 'mentees', mentees.filter((one) => typeof one === 'string').join(', '))
      : []),
    ...(typeof customValues === 'object' && customValues !== null
      ? Object.entries(customValues).flatMap(([name, value]) => {
          const parameter = `custom_${name.toLowerCase()}`;
          const known = typeof value === 'string' ? custom(parameter, value) : null;
          const category = known ?? (declared.has(parameter) ? 'other' : null);
          return category === null ? [] : text(`custom.${name}`, category, value);
        })
      : []),
  ];
}

/** The lowest level that sends all of it: an opaque id is sent by every level, a picture or a login name by `public` alone. */
export function privacyLevelOf(data: readonly PersonalDatum[]): PrivacyLevel {
  const sent = new Set(data.map(({ category }) => category));
  const names = sent.has('name');
  const mail = sent.has('email');
  const more = [...sent].some((one) => !['name', 'email', 'user-id', 'mentees'].includes(one));
  if (more || (names && mail)) return 'public';
  if (names) return 'name_only';
  return mail ? 'email_only' : 'anonymous';
}
