import type { PresetDefinition } from './types.ts';
import { twoSwitches } from './wording.ts';

/** LTI to the letter: no quirk of any product. */
export const plain: PresetDefinition = {
  id: 'plain',
  title: 'Plain LTI',
  description: 'Every recommended field, as the specification has it.',
  knowledge: 'documented',
  privacy: twoSwitches('Name', 'Email'),
  options: [],
  rules: [],
  launchNotes: () => [],
};
