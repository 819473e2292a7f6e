import type { LoginRemark, TokenChecklist, TokenStep } from '../../protocol/models/advantage.ts';
import type { Capture } from '../../protocol/models/catcher.ts';
import type { CheckFinding } from '../../protocol/models/diagnosis.ts';
import { finding } from '../diagnosis/checks/check.ts';
import { bySeverity } from '../diagnosis/checks/index.ts';
import { claims } from '../lti/advantage/claims.ts';
import { readRoleUri } from '../lti/advantage/roles.ts';
import { personalClaims, privacyLevelOf } from './personal.ts';

/** A step as a finding, unless it passed or could not be judged; of a failed schema each claim is one. */
function stepFindings({ status, title, seen, expected, owner, source, check, faults }: TokenStep): CheckFinding[] {
  if (status !== 'failed' && status !== 'remarked') return [];
  const severity = status === 'failed' ? 'error' : 'warning';
  const relevant = faults.filter((one) => one.severity === severity);
  const negated = `Not so: ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
  if (relevant.length <= 1) {
    return [
      finding({ id: check, severity, title: status === 'failed' ? negated : title, seen, expected, owner, source }),
    ];
  }
  return relevant.slice(0, 20).map((one) =>
    finding({
      id: check,
      severity: one.severity,
      title: `The claim ${one.path} is not as it should be.`,
      seen: one.seen,
      expected: one.expected,
      owner,
      source,
    }),
  );
}

export function remarkFindings(remarks: readonly LoginRemark[]): CheckFinding[] {
  return bySeverity(remarks.map(({ check, ...remark }) => finding({ id: check, ...remark })));
}

/** What a token says, in the same form as an LTI 1.x launch. */
export function inspectToken(
  checklist: TokenChecklist,
  remarks: readonly LoginRemark[],
): Pick<Capture, 'checklist' | 'checks' | 'roles' | 'roleFindings' | 'personal'> {
  const all = checklist.token?.claims ?? {};
  const roles = all[claims.roles];
  const data = personalClaims(all);
  return {
    checklist,
    checks: bySeverity([...checklist.steps.flatMap(stepFindings), ...remarkFindings(remarks)]),
    roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string').map(readRoleUri) : [],
    roleFindings: [],
    personal: { data, level: privacyLevelOf(data) },
  };
}
