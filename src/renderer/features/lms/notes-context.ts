import { createContext, useContext } from 'react';
import type { PresetNote } from '../../../protocol/models/lti/lti.ts';

export type NotesByField = ReadonlyMap<string, readonly PresetNote[]>;

const none: NotesByField = new Map();
export const NotesContext = createContext<NotesByField>(none);

/** What is special about a field as the preset filled it in; nothing while no preset did. */
export function useNotesOf(field: string): readonly PresetNote[] | undefined {
  return useContext(NotesContext).get(field);
}
