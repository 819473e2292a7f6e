import type { Migration } from 'kysely';
import { initial } from './0001-initial.ts';
import { rosterAndGrades } from './0002-roster-and-grades.ts';
import { flowRuns } from './0003-flow-runs.ts';
import { contractFlows } from './0004-contract-flows.ts';
import { catches } from './0005-catches.ts';
import { trash } from './0006-trash.ts';
import { abRuns } from './0007-ab-runs.ts';
import { keySlots } from './0008-key-slots.ts';
import { credentialKinds } from './0009-credential-kinds.ts';
import { credentialCare } from './0010-credential-care.ts';
import { advantageServices } from './0011-advantage-services.ts';
import { suiteRuns } from './0012-suite-runs.ts';

/** All migrations under the names the database remembers them by. A list in code, not a folder read at run time: it is bundled. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
  '0002-roster-and-grades': rosterAndGrades,
  '0003-flow-runs': flowRuns,
  '0004-contract-flows': contractFlows,
  '0005-catches': catches,
  '0006-trash': trash,
  '0007-ab-runs': abRuns,
  '0008-key-slots': keySlots,
  '0009-credential-kinds': credentialKinds,
  '0010-credential-care': credentialCare,
  '0011-advantage-services': advantageServices,
  '0012-suite-runs': suiteRuns,
};
