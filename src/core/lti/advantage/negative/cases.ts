import {
  type NegativeCase,
  type NegativeCaseId,
  negativeCaseIds,
} from '../../../../protocol/models/advantage/negative.ts';
import type { LaunchChange } from './launch.ts';
import { loginCases } from './login-cases.ts';
import { messageCases } from './message-cases.ts';
import { nonceCases } from './nonce-cases.ts';
import { partyCases } from './party-cases.ts';
import { signatureCases } from './signature-cases.ts';
import { timeCases } from './time-cases.ts';

/** A case of the suite with what it does to a launch. */
export type CaseDefinition = Omit<NegativeCase, 'id' | 'group'> & { change: LaunchChange };

const groups = {
  login: loginCases,
  signature: signatureCases,
  parties: partyCases,
  times: timeCases,
  'nonce-and-state': nonceCases,
  message: messageCases,
} satisfies Record<NegativeCase['group'], Partial<Record<NegativeCaseId, CaseDefinition>>>;

const definitions: Readonly<Record<NegativeCaseId, CaseDefinition>> = {
  ...loginCases,
  ...signatureCases,
  ...partyCases,
  ...timeCases,
  ...nonceCases,
  ...messageCases,
};

/** All cases, group by group in the order of the login, without what they do. */
export function negativeCases(): NegativeCase[] {
  return groupNames.flatMap((group) =>
    idsOf(groups[group]).map((id) => {
      const { title, detail, expectation, source } = definitions[id];
      return { id, group, title, detail, expectation, source };
    }),
  );
}

const groupNames = ['login', 'signature', 'parties', 'times', 'nonce-and-state', 'message'] as const;

function idsOf(group: object): NegativeCaseId[] {
  return negativeCaseIds.filter((id) => Object.hasOwn(group, id));
}

/** What a case does to a launch. */
export function changeOf(id: NegativeCaseId): LaunchChange {
  return definitions[id].change;
}
