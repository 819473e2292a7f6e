import type { ParsedRole, ParsedRoles, RoleFinding, RoleGroup, RoleKind } from '../../protocol/models/lti/lti.ts';
import { roleVocabularies } from './roles-vocabulary.ts';

/** All roles of LTI 1.x for a picker: context roles by their short names, the others by URN. */
export function roleGroups(): RoleGroup[] {
  return roleVocabularies.map(({ kind, title, urnPrefix, handles }) => {
    const value = (name: string) => (kind === 'context' ? name : `${urnPrefix}${name}`);
    return {
      kind,
      title,
      urnPrefix,
      roles: Object.entries(handles).map(([handle, subRoles]) => ({
        handle,
        value: value(handle),
        urn: `${urnPrefix}${handle}`,
        subRoles: subRoles.map((sub) => ({
          handle: sub,
          value: value(`${handle}/${sub}`),
          urn: `${urnPrefix}${handle}/${sub}`,
        })),
      })),
    };
  });
}

type Read = { role: ParsedRole; findings: RoleFinding[] };

const urnPattern = /^urn:lti:(sysrole|instrole|role):ims\/lis\/(.*)$/i;
const urnKinds: Readonly<Record<string, RoleKind>> = { sysrole: 'system', instrole: 'institution', role: 'context' };
const lis2Pattern = /^https?:\/\/purl\.imsglobal\.org\/vocab\/lis\/v2\//i;

/**
 * Takes a `roles` value apart as a tool has to (LTI 1.1 Appendix A.2): comma-separated, a name without a namespace is a
 * context role, everything else a full URN. Nothing is refused; what tools are known to stumble over is a finding.
 */
export function parseRoles(text: string): ParsedRoles {
  const items = text.split(',').map((item) => item.trim());
  const written = items.filter((item) => item !== '');
  const read = written.map(readRole);
  const roles = read.map(({ role }) => role);
  const findings = [
    ...read.flatMap((one) => one.findings),
    ...duplicates(roles),
    ...(written.length > 0 && written.length < items.length ? [blankItem] : []),
    ...wholeList(roles),
  ];
  return { roles, normalised: [...new Set(roles.map(canonical))].join(','), findings };
}

function canonical({ text, kind, handle, subRole, urn }: ParsedRole): string {
  if (kind !== 'context' || handle === null) return urn ?? text;
  return subRole === null ? handle : `${handle}/${subRole}`;
}

function readRole(text: string): Read {
  const urn = urnPattern.exec(text);
  if (urn !== null) {
    const [, space = '', name = ''] = urn;
    return readHandle(text, urnKinds[space.toLowerCase()] ?? 'context', name, true);
  }
  if (lis2Pattern.test(text)) return unknown(text, lis2Finding(text));
  if (/^[a-z][a-z0-9+.-]*:/i.test(text)) {
    return unknown(text, {
      id: 'unknown-urn',
      level: 'warning',
      role: text,
      detail: `"${text}" is a URN outside the LIS vocabularies. It is legal, but tools pass it over.`,
      fix: 'Send a LIS role beside it.',
    });
  }
  return readHandle(text, 'context', text, false);
}

/** The sub-role in URNs may follow the handle after `/`; LTI 1.1 writes it the same way in short names. */
function readHandle(text: string, kind: RoleKind, name: string, isUrn: boolean): Read {
  const [first = '', ...rest] = name.split('/');
  const sub = rest.length === 0 ? null : rest.join('/');
  const vocabulary = roleVocabularies.find((candidate) => candidate.kind === kind);
  const known = findHandle(Object.keys(vocabulary?.handles ?? {}), first);
  if (vocabulary === undefined || known === undefined) return unknown(text, unknownHandle(text, first, isUrn));
  const knownSub = sub === null ? null : (findHandle(vocabulary.handles[known] ?? [], sub) ?? null);
  const spelt = knownSub ?? sub;
  const urn = `${vocabulary.urnPrefix}${known}${spelt === null ? '' : `/${spelt}`}`;
  const findings: RoleFinding[] = [];
  const expected = isUrn ? urn : urn.slice(vocabulary.urnPrefix.length);
  if (expected !== text) findings.push(letterCase(text, expected));
  if (sub !== null && knownSub === null) findings.push(unknownSubRole(text, known, sub));
  return { role: { text, kind, handle: known, subRole: spelt, urn }, findings };
}

function findHandle(handles: readonly string[], text: string): string | undefined {
  return handles.find((handle) => handle.toLowerCase() === text.toLowerCase());
}

function unknown(text: string, finding: RoleFinding): Read {
  return { role: { text, kind: 'unknown', handle: null, subRole: null, urn: null }, findings: [finding] };
}

function unknownHandle(text: string, handle: string, isUrn: boolean): RoleFinding {
  const elsewhere = roleVocabularies.find(
    ({ kind, handles }) => kind !== 'context' && findHandle(Object.keys(handles), handle) !== undefined,
  );
  if (!isUrn && elsewhere !== undefined) {
    const known = findHandle(Object.keys(elsewhere.handles), handle) ?? handle;
    return {
      id: 'short-name-not-context',
      level: 'warning',
      role: text,
      detail: `"${text}" is a role of the ${elsewhere.kind} vocabulary, and only context roles have short names. Some tools take it all the same, others see no role.`,
      fix: `Send ${elsewhere.urnPrefix}${known}, and a context role such as Learner or Instructor.`,
    };
  }
  return {
    id: 'unknown-handle',
    level: 'error',
    role: text,
    detail: `"${handle}" is no role of the LIS vocabulary, so a tool sees nobody it knows.`,
    fix: 'Pick a role from the list.',
  };
}

function unknownSubRole(text: string, handle: string, sub: string): RoleFinding {
  return {
    id: 'unknown-sub-role',
    level: 'warning',
    role: text,
    detail: `"${sub}" is no sub-role of ${handle} in the LIS vocabulary; a tool has only ${handle} to go by.`,
    fix: `Send ${handle}, or one of its sub-roles.`,
  };
}

function letterCase(text: string, expected: string): RoleFinding {
  return {
    id: 'letter-case',
    level: 'warning',
    role: text,
    detail: `"${text}" is written "${expected}" in the vocabulary, and tools may compare letter by letter.`,
    fix: `Send ${expected}.`,
  };
}

function lis2Finding(text: string): RoleFinding {
  return {
    id: 'lti-1.3-uri',
    level: 'warning',
    role: text,
    detail: `"${text}" is how LTI 1.3 and 2.0 write a role. Tools of LTI 1.x know short names and URNs.`,
    fix: 'Send the short name or the URN of the role.',
  };
}

const blankItem: RoleFinding = {
  id: 'blank-item',
  level: 'warning',
  role: '',
  detail: 'There is nothing between two commas, or a comma at an end of the list.',
  fix: 'Remove the comma.',
};

function duplicates(roles: readonly ParsedRole[]): RoleFinding[] {
  const seen = new Set<string>();
  return roles.flatMap((role): RoleFinding[] => {
    const name = canonical(role);
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [
      { id: 'duplicate', level: 'info', role: role.text, detail: `${name} is in the list twice.`, fix: 'Remove one.' },
    ];
  });
}

function wholeList(roles: readonly ParsedRole[]): RoleFinding[] {
  if (roles.length === 0) {
    return [
      {
        id: 'empty',
        level: 'warning',
        role: '',
        detail:
          'No role is sent. roles is recommended, and a list that is not empty holds at least one LIS role (LTI 1.1 §3).',
        fix: 'Send Learner or Instructor at least.',
      },
    ];
  }
  const kinds = new Set(roles.map(({ kind }) => kind));
  if (kinds.has('context') || (!kinds.has('institution') && !kinds.has('system'))) return [];
  return [
    {
      id: 'no-context-role',
      level: 'warning',
      role: '',
      detail:
        'Only institution or system roles are sent. They say who somebody is, not what they may do in this course, so many tools see no usable role.',
      fix: 'Add a context role such as Learner or Instructor.',
    },
  ];
}
