import { z } from 'zod';
import { formDraftSchema } from '../../../protocol/commands/connections.ts';
import { environmentSchema } from '../../../protocol/models/connection.ts';
import { credentialDetailsSchema, noDetails } from '../../../protocol/models/vault/credential-details.ts';
import { credentialKindSchema } from '../../../protocol/models/vault/vault.ts';
import { ProblemError } from '../../../protocol/problem.ts';

const ref = z.string().min(1).max(100);
const parts = z.record(z.string().max(100), z.string().max(1_048_576));

/** A credential as it travels: public parts and secrets under the names they have in the vault. */
export const carriedCredentialSchema = z.object({
  ref,
  kind: credentialKindSchema,
  name: z.string().trim().min(1).max(200),
  allowedHosts: z.array(z.string().min(1).max(255)).max(100),
  parts,
  secrets: parts,
  /** What a later version says besides is left behind. */
  details: credentialDetailsSchema.strip().default(noDetails),
});
export type CarriedCredential = z.infer<typeof carriedCredentialSchema>;

/** A connection as it travels. A form that is not as this version writes it is left behind. */
export const carriedConnectionSchema = z.object({
  ref,
  name: z.string().trim().min(1).max(200),
  contract: z.string().min(1).max(200),
  baseUrl: z.url({ protocol: /^https?$/ }).max(2048),
  environment: environmentSchema,
  variables: z.record(z.string().max(255), z.string().max(10_000)).default({}),
  notes: z.string().max(20_000).default(''),
  /** The credential of this file it signs with. */
  credential: ref.nullable().default(null),
  /** What kind of credential it used where it comes from. */
  wants: z
    .object({ kind: credentialKindSchema, name: z.string().max(200) })
    .nullable()
    .default(null),
  forms: z
    .array(z.object({ operation: z.string().min(1).max(200), form: formDraftSchema.nullable().catch(null) }))
    .max(500)
    .default([]),
});
export type CarriedConnection = z.infer<typeof carriedConnectionSchema>;

/** An imported contract, as the text of its OpenAPI file, and of its Arazzo file where it has one. */
export const carriedContractSchema = z.object({
  ref,
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  openapi: z.string().max(5_000_000),
  arazzo: z.string().max(5_000_000).nullable().default(null),
});
export type CarriedContract = z.infer<typeof carriedContractSchema>;

export const carriedSchema = z.object({
  credentials: z.array(carriedCredentialSchema).max(5_000).default([]),
  connections: z.array(carriedConnectionSchema).max(5_000).default([]),
  contracts: z.array(carriedContractSchema).max(200).default([]),
});
/** All a file carries. */
export type Carried = z.infer<typeof carriedSchema>;

export const connectionFileFormat = 'countersign-connection';
const connectionFileSchema = z.object({
  format: z.literal(connectionFileFormat),
  version: z.literal(1),
  connections: carriedSchema.shape.connections,
  contracts: carriedSchema.shape.contracts,
});
const anyVersionSchema = z.object({ format: z.literal(connectionFileFormat), version: z.int().min(1) });

/** Content of a vault file, from its opened bytes. Throws `transfer.content`. */
export function readCarried(bytes: Uint8Array): Carried {
  const text = (() => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      throw refused('not UTF-8');
    }
  })();
  return contentOf(carriedSchema, jsonIn(text));
}

/**
 * A connection file without credentials. Throws `transfer.not-ours`, `transfer.newer`, `transfer.content`.
 */
export function readConnectionFile(text: string): Carried {
  const value = (() => {
    try {
      return jsonIn(text);
    } catch {
      throw new ProblemError('transfer.not-ours');
    }
  })();
  const known = anyVersionSchema.safeParse(value);
  if (!known.success) throw new ProblemError('transfer.not-ours');
  if (known.data.version > 1) throw new ProblemError('transfer.newer', { params: { version: known.data.version } });
  const { connections, contracts } = contentOf(connectionFileSchema, value);
  return contentOf(carriedSchema, { connections, contracts });
}

/** A connection file that holds no secret: JSON that a person can read and compare. */
export function writeConnectionFile({ connections, contracts }: Pick<Carried, 'connections' | 'contracts'>): string {
  return `${JSON.stringify({ format: connectionFileFormat, version: 1, connections, contracts }, null, 2)}\n`;
}

function contentOf<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    refuseDoubles(parsed.data);
    return parsed.data;
  }
  const issue = parsed.error.issues[0];
  // The message of zod names what was expected, never the value.
  throw refused(`${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`);
}

const referencesSchema = z.object({
  credentials: z.array(z.object({ ref })).default([]),
  connections: z.array(z.object({ ref })).default([]),
  contracts: z.array(z.object({ ref })).default([]),
});

/** Choices are made by reference: each means one thing. */
function refuseDoubles(value: unknown): void {
  const { credentials, connections, contracts } = referencesSchema.parse(value);
  const all = [...credentials, ...connections, ...contracts].map((one) => one.ref);
  const seen = new Set<string>();
  const double = all.find((one) => seen.size === seen.add(one).size);
  if (double !== undefined) throw refused(`the reference ${double} is used twice`);
}

function jsonIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return value;
  } catch {
    throw refused('not JSON');
  }
}

function refused(detail: string): ProblemError {
  return new ProblemError('transfer.content', { detail });
}
