import type { ParsedRole, RoleKind } from '../../../../protocol/models/lti/lti.ts';
import { roleVocabularies } from '../../roles-vocabulary.ts';

const vocabulary = 'http://purl.imsglobal.org/vocab/lis/v2/';

/** System roles that came with LTI 1.3 (§A.2.1), institution roles none; `TestUser` has a name space of its own (§A.2.4). */
const newInSystem = ['User', 'Creator', 'AccountAdmin', 'SysAdmin', 'SysSupport', 'Administrator', 'None'];

function handlesOf(kind: RoleKind): readonly string[] {
  const known = Object.keys(roleVocabularies.find((one) => one.kind === kind)?.handles ?? {});
  return kind === 'context'
    ? [...known, 'Officer']
    : kind === 'system'
      ? [...new Set([...known, ...newInSystem])]
      : known;
}

function subRolesOf(handle: string): readonly string[] {
  const context = roleVocabularies.find(({ kind }) => kind === 'context')?.handles ?? {};
  return Object.hasOwn(context, handle) ? (context[handle] ?? []) : [];
}

const unknown = (text: string): ParsedRole => ({ text, kind: 'unknown', handle: null, subRole: null, urn: null });

/** One role of an LTI 1.3 `roles` claim (LTI 1.3 Appendix A.2): a URI; short names only for context roles, which is deprecated. */
export function readRoleUri(text: string): ParsedRole {
  const known = (kind: RoleKind, handle: string, subRole: string | null): ParsedRole => ({
    text,
    kind,
    handle,
    subRole,
    urn: `${vocabulary}${kind === 'context' ? 'membership' : `${kind}/person`}${subRole === null ? '' : `/${handle}`}#${subRole ?? handle}`,
  });
  const person = /^http:\/\/purl\.imsglobal\.org\/vocab\/lis\/v2\/(institution|system)\/person#(\w+)$/.exec(text);
  if (person !== null) {
    const kind = person[1] === 'system' ? 'system' : 'institution';
    const handle = person[2] ?? '';
    return handlesOf(kind).includes(handle) ? known(kind, handle, null) : unknown(text);
  }
  if (text === 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser') {
    return { text, kind: 'system', handle: 'TestUser', subRole: null, urn: text };
  }
  const membership = /^http:\/\/purl\.imsglobal\.org\/vocab\/lis\/v2\/membership(?:\/(\w+))?#(\w+)$/.exec(text);
  if (membership !== null) {
    const [, parent, name = ''] = membership;
    if (parent === undefined) return handlesOf('context').includes(name) ? known('context', name, null) : unknown(text);
    return subRolesOf(parent).includes(name) ? known('context', parent, name) : unknown(text);
  }
  return handlesOf('context').includes(text) ? known('context', text, null) : unknown(text);
}
