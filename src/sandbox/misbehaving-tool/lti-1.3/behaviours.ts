import type { AdvantageMisbehaviourId } from '../../../protocol/misbehaving/advantage/catalogue.ts';
import type { AdvantageBehaviour } from './behaviour.ts';
import { contentFaults } from './content-faults.ts';
import { loginFaults } from './login-faults.ts';
import { keySetFaults, serviceFaults } from './service-faults.ts';
import { tokenFaults } from './token-faults.ts';

/** What the tool does for each id of the catalogue; the compiler wants one for each. */
const all: Readonly<Record<AdvantageMisbehaviourId, AdvantageBehaviour>> = {
  ...tokenFaults,
  ...loginFaults,
  ...keySetFaults,
  ...serviceFaults,
  ...contentFaults,
};

export const advantageBehaviours: ReadonlyMap<string, AdvantageBehaviour> = new Map(Object.entries(all));
