import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import { finding, nameList } from '../check.ts';

/** A role as it was sent, and what it stands for. */
export type Role = {
  sent: string;
  /** The full URN or URI; `null` for one that is not known. */
  canonical: string | null;
  scope: 'context' | 'institution' | 'system' | null;
};

/** Context roles of LTI 1.1 (Implementation Guide §A.2.2), which may be sent without their URN. */
const contextRoles = [
  'Learner',
  'Instructor',
  'ContentDeveloper',
  'Member',
  'Manager',
  'Mentor',
  'Administrator',
  'TeachingAssistant',
];

const urnScopes = { role: 'context', instrole: 'institution', sysrole: 'system' } as const;

function known(handle: string): boolean {
  return contextRoles.includes(handle.split('/')[0] ?? '');
}

/** One role of the `roles` parameter of LTI 1.x, or a role URI of LTI 1.3. */
export function readRole(sent: string): Role {
  const urn = /^urn:lti:(role|instrole|sysrole):ims\/lis\/([\w/#-]{1,100})$/.exec(sent);
  if (urn !== null) {
    const kind = urn[1] === 'instrole' || urn[1] === 'sysrole' ? urn[1] : 'role';
    return { sent, canonical: sent, scope: urnScopes[kind] };
  }
  const uri =
    /^http:\/\/purl\.imsglobal\.org\/vocab\/lis\/v2\/(membership|institution|system)(?:\/person|\/[A-Za-z]+)?#\w{1,60}$/.exec(
      sent,
    );
  if (uri !== null) {
    const scope = uri[1] === 'institution' ? 'institution' : uri[1] === 'system' ? 'system' : 'context';
    return { sent, canonical: sent, scope };
  }
  return known(sent)
    ? { sent, canonical: `urn:lti:role:ims/lis/${sent}`, scope: 'context' }
    : { sent, canonical: null, scope: null };
}

/** OA-11 for the `roles` parameter of an LTI 1.x launch. */
export function checkRoles(text: string): CheckFinding[] {
  const sent = text
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '');
  const roles = sent.map(readRole);
  const of = (severity: CheckFinding['severity'], title: string, seen: string, expected: string) =>
    finding({
      id: 'OA-11',
      severity,
      title,
      seen,
      expected,
      owner: 'platform-admin',
      source: 'LTI 1.1 Implementation Guide §A.2',
    });
  const unknown = roles.filter(({ canonical }) => canonical === null).map(({ sent: name }) => name);
  const hasContext = roles.some(({ scope }) => scope === 'context');
  const forms = new Set(
    sent.map((role) => (role.startsWith('urn:') ? 'URN' : role.startsWith('http') ? 'URI' : 'short name')),
  );
  return [
    ...(/[;|]/.test(text) ? [of('error', 'Roles are separated by another character.', '";" or "|".', 'A comma.')] : []),
    ...(unknown.length > 0
      ? [
          of(
            'warning',
            'Roles are not known to LTI.',
            `${nameList(unknown)}.`,
            'Learner, Instructor and the others of the guide; student and teacher are not among them.',
          ),
        ]
      : []),
    ...(roles.length > 0 && !hasContext
      ? [
          of(
            'warning',
            'No role says what the person is in the course.',
            'Only roles of the institution or system, or unknown ones.',
            'A context role such as Learner or Instructor.',
          ),
        ]
      : []),
    ...(forms.has('URI')
      ? [
          of(
            'warning',
            'Roles of LTI 1.3 stand in an LTI 1.x launch.',
            'Role URIs (http://purl.imsglobal.org/…).',
            'Short names or urn:lti:role:ims/lis/….',
          ),
        ]
      : []),
    ...(forms.size > 1
      ? [
          of(
            'info',
            'Roles are written in different ways.',
            `${[...forms].join(' and ')} in one list.`,
            'One way of writing.',
          ),
        ]
      : []),
  ];
}
