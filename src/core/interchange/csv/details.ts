import { environmentSchema } from '../../../protocol/models/connection.ts';
import type { CsvField } from '../../../protocol/models/data/portability.ts';
import {
  type CredentialDetails,
  credentialDetailsSchema,
  noDetails,
} from '../../../protocol/models/vault/credential-details.ts';

type Wrong = { field: CsvField; detail: string };

/** The details a row gives, and the first of them that cannot be read. Dates are written as RFC 3339, or as a day in UTC. */
export function readDetails(text: (field: CsvField) => string): { read: CredentialDetails; wrong: Wrong | null } {
  const environment = text('environment').trim().toLowerCase();
  const expires = text('expiresAt').trim();
  const days = text('rotateEveryDays').trim();
  const given = {
    environment:
      environment === ''
        ? null
        : (environmentSchema.safeParse(
            (Object.hasOwn(shortForms, environment) ? shortForms[environment] : undefined) ?? environment,
          ).data ?? environment),
    notes: text('notes'),
    tags: tagsIn(text('tags')),
    expiresAt: expires === '' ? null : momentOf(expires),
    rotateEveryDays: days === '' ? null : Number(days),
  };
  const parsed = credentialDetailsSchema.safeParse(given);
  if (parsed.success) return { read: parsed.data, wrong: null };
  const field = fields.find((one) => one === parsed.error.issues[0]?.path[0]) ?? 'notes';
  return { read: noDetails, wrong: { field, detail: expected[field] } };
}

/** Tags may hold blanks: they are separated by commas, semicolons or lines. */
export function tagsIn(text: string): string[] {
  return text
    .split(/[,;|\n]+/)
    .map((tag) => tag.trim())
    .filter(Boolean);
}

const fields = ['environment', 'notes', 'tags', 'expiresAt', 'rotateEveryDays'] as const;
const expected: Readonly<Record<(typeof fields)[number], string>> = {
  environment: 'sandbox, test or production',
  notes: 'at most 20,000 characters',
  tags: 'at most 50 tags of 50 characters each',
  expiresAt: 'a date such as 2027-01-31',
  rotateEveryDays: 'a number of days from 1 to 3650',
};
const shortForms: Readonly<Record<string, string>> = {
  prod: 'production',
  live: 'production',
  staging: 'test',
  dev: 'sandbox',
};

function momentOf(text: string): number {
  return /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? Date.parse(text) : Number.NaN;
}
