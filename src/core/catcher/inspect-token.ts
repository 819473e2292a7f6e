import type { LoginRemark, TokenChecklist } from '../../protocol/models/advantage/checklist.ts';
import type { CheckFinding } from '../../protocol/models/diagnosis.ts';
import type { Capture } from '../../protocol/models/lti/catcher.ts';
import { tokenFindings } from '../diagnosis/checks/advantage/token.ts';
import { finding } from '../diagnosis/checks/check.ts';
import { bySeverity } from '../diagnosis/checks/index.ts';
import { claims } from '../lti/advantage/message/claims.ts';
import { readRoleUri } from '../lti/advantage/message/roles.ts';
import { personalClaims, privacyLevelOf } from './personal.ts';

export function remarkFindings(remarks: readonly LoginRemark[]): CheckFinding[] {
  return bySeverity(remarks.map(({ check, ...remark }) => finding({ id: check, ...remark })));
}

/** What a token says, in the same form as an LTI 1.x launch. */
export function inspectToken(
  checklist: TokenChecklist,
  remarks: readonly LoginRemark[],
  declaredPersonal: ReadonlySet<string>,
): Pick<Capture, 'checklist' | 'checks' | 'roles' | 'roleFindings' | 'personal'> {
  const all = checklist.token?.claims ?? {};
  const roles = all[claims.roles];
  const data = personalClaims(all, declaredPersonal);
  return {
    checklist,
    checks: bySeverity([...tokenFindings(checklist), ...remarkFindings(remarks)]),
    roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string').map(readRoleUri) : [],
    roleFindings: [],
    personal: { data, level: privacyLevelOf(data) },
  };
}
