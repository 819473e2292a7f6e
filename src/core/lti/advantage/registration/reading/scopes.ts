import { scopeSchema } from '../../../../../protocol/models/advantage/scopes.ts';
import type { MemberReader } from './notes.ts';

/** The scopes a tool asks for, those of other platforms too; what is no scope is noted as wrong (RFC 6749 §3.3). */
export function readScopes(reader: MemberReader, name: string): string[] {
  const texts = reader.texts(name, { note: 'Services the tool asks for. It is granted no others.' });
  const scopes = texts.filter((text) => scopeSchema.safeParse(text).success);
  if (scopes.length < texts.length)
    reader.note(name, 'wrong', 'Scopes without blanks and quotation marks are expected.');
  return scopes;
}
