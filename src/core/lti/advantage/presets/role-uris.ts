import type { RoleKind } from '../../../../protocol/models/lti/lti.ts';
import { parseRoles } from '../../roles.ts';
import { readRoleUri } from '../message/roles.ts';

/**
 * Roles as LTI 1.3 writes them (Appendix A.2), from how the roster has them: short names and URNs of LTI 1.x become URIs, URIs stay,
 * and what nobody knows stays as it is.
 */
export function roleUris(roles: string, kinds: readonly RoleKind[] = ['context', 'institution', 'system']): string[] {
  const written = parseRoles(roles).roles.flatMap(({ text, kind, handle, subRole }) => {
    if (kind === 'unknown' || handle === null) {
      const uri = readRoleUri(text);
      return uri.kind === 'unknown' || kinds.includes(uri.kind) ? [uri.urn ?? text] : [];
    }
    return kinds.includes(kind) ? [uriOf(kind, handle, subRole)] : [];
  });
  return [...new Set(written)];
}

function uriOf(kind: RoleKind, handle: string, subRole: string | null): string {
  const vocabulary = 'http://purl.imsglobal.org/vocab/lis/v2/';
  const place = kind === 'context' ? 'membership' : `${kind}/person`;
  return `${vocabulary}${place}${subRole === null ? '' : `/${handle}`}#${subRole ?? handle}`;
}
