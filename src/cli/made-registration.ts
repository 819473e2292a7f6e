import { z } from 'zod';
import { registrationSheetSchema, sheetExportSchema } from '../protocol/models/advantage/registration.ts';
import { environmentSchema } from '../protocol/models/connection.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { CommandLineCore } from './command-line.ts';
import { exitCodes } from './exit-codes.ts';
import { printJson } from './output.ts';

/** @throws ProblemError `input.invalid` for what is no environment. */
export function environmentOf(text: string): z.infer<typeof environmentSchema> {
  const parsed = environmentSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new ProblemError('input.invalid', { field: '--environment', detail: environmentSchema.options.join(', ') });
}

/** What was made, with the values for the tool. */
export async function printMade(core: CommandLineCore, made: unknown, { json }: { json?: boolean }) {
  const ids = z.object({ credentialId: z.string(), connectionId: z.string() }).parse(made);
  const sheet = registrationSheetSchema.parse(await core.call('registrations.sheet', { id: ids.credentialId }));
  if (json === true) printJson({ ...ids, sheet }, true);
  else {
    const exported = await core.call('registrations.export', { id: ids.credentialId, format: 'message' });
    process.stdout.write(sheetExportSchema.parse(exported).text);
  }
  return exitCodes.fine;
}
