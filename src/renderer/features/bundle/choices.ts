import type { CommandInput } from '../../../protocol/commands/index.ts';
import type { PersonalChoice } from '../../../protocol/models/data/bundle.ts';

type MakeInput = CommandInput<'bundle.make'>;
export type EvidenceSource = MakeInput['source'];

/** What a person chooses of a bundle. */
export type Choices = {
  personal: PersonalChoice;
  /** Names of parameters, separated by commas. */
  fields: string;
  bodies: boolean;
  cookieNames: boolean;
  note: string;
};

export const firstChoices: Choices = { personal: 'pseudonyms', fields: '', bodies: true, cookieNames: true, note: '' };

/** Names in a list separated by commas, semicolons or white space, each once. */
export function fieldNames(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((name) => name !== ''))].slice(0, 100);
}

export function makeInput(source: EvidenceSource, { personal, fields, bodies, cookieNames, note }: Choices): MakeInput {
  return { source, personal, personalFields: fieldNames(fields), bodies, cookieNames, note: note.trim() };
}

/** Whether a text is evidence somebody sent: the page or its JSON. What it holds is for core to judge. */
export function isEvidence(text: string): boolean {
  const start = text.slice(0, 400).trimStart();
  if (start.startsWith('{')) return start.includes('"countersign-evidence"');
  return start.startsWith('<') && text.includes('<script type="application/json" id="countersign-evidence">');
}
