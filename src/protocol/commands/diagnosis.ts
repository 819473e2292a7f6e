import { diagnosePasteInputSchema, diagnosisSchema } from '../models/diagnosis.ts';
import { defineCommands } from './define.ts';

export const diagnosisCommands = defineCommands({
  /** Recognises a pasted launch, takes it apart and diagnoses it, offline. */
  'diagnosis.paste': { input: diagnosePasteInputSchema, output: diagnosisSchema },
});
