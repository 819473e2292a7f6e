import type { PresetDefinition } from './types.ts';
import { twoSwitches } from './wording.ts';

/** LTI 1.1 to the letter: no quirk of any product. */
export const plain: PresetDefinition = {
  id: 'plain',
  title: 'Plain LTI 1.1',
  description: 'Every recommended field, as the specification has it.',
  knowledge: 'documented',
  privacy: twoSwitches('Name', 'Email'),
  options: [],
  rules: [],
  launchNotes: () => [],
};
