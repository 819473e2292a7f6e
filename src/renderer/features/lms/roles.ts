import type { RoleGroup, RoleKind } from '../../../protocol/models/lti/lti.ts';

export type RoleRow = { kind: RoleKind; name: string; value: string; urn: string; isSub: boolean };

/** Roles whose names or URNs hold every word; sub-roles only when something is searched for, as there are many. */
export function searchRoles(groups: readonly RoleGroup[], search: string): RoleRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (row: RoleRow) =>
    words.every((word) => `${row.kind} ${row.name} ${row.urn}`.toLowerCase().includes(word));
  return groups.flatMap(({ kind, roles }) =>
    roles.flatMap((role) => {
      const own: RoleRow = { kind, name: role.handle, value: role.value, urn: role.urn, isSub: false };
      if (words.length === 0) return [own];
      const sub = role.subRoles.map(
        ({ handle, value, urn }): RoleRow => ({ kind, name: `${role.handle}/${handle}`, value, urn, isSub: true }),
      );
      return [own, ...sub].filter(matches);
    }),
  );
}

/** The roles of a list as it is written. */
export function rolesIn(text: string): string[] {
  return text
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '');
}

function isSame(role: string, { value, urn }: Pick<RoleRow, 'value' | 'urn'>): boolean {
  return role === value || role === urn;
}

export function hasRole(text: string, row: Pick<RoleRow, 'value' | 'urn'>): boolean {
  return rolesIn(text).some((role) => isSame(role, row));
}

/** The list with the role at its end, or without it. */
export function toggleRole(text: string, row: Pick<RoleRow, 'value' | 'urn'>): string {
  const roles = rolesIn(text);
  return (hasRole(text, row) ? roles.filter((role) => !isSame(role, row)) : [...roles, row.value]).join(',');
}
