import { z } from 'zod';

/** Every way a command can fail that a person may see. Text for each stands in `resources/locales/<language>/problems.json`. */
export const problemCodes = [
  'input.invalid',
  'input.too-large',
  'input.unreadable',
  'command.unknown',
  'sender.refused',
  'core.unavailable',
  'not-found',
  'conflict',
  'vault.not-created',
  'vault.already-created',
  'vault.locked',
  'vault.wrong-passphrase',
  'vault.weak-passphrase',
  'vault.tampered',
  'vault.keychain-unavailable',
  'vault.keychain-lost',
  'credential.missing',
  'credential.wrong-kind',
  'credential.host-not-allowed',
  'contract.unreadable',
  'contract.invalid',
  'contract.unsupported',
  'operation.unknown',
  'form.breaks-contract',
  'signing.invalid-url',
  'signing.invalid-key',
  'signing.unsupported-method',
  'signing.unsupported-placement',
  'signing.invalid-parameter',
  'network.name-not-found',
  'network.refused',
  'network.unreachable',
  'network.reset',
  'network.tls',
  'network.timeout',
  'network.too-many-redirects',
  'network.invalid-response',
  'network.too-large',
  'network.failed',
  'cancelled',
  'launch.stage-unavailable',
  'launch.failed',
  'storage.newer-than-app',
  'storage.read-only',
  'storage.full',
  'storage.corrupt',
  'storage.in-use',
  'storage.migration-failed',
  'sandbox.failed',
  'internal',
] as const;

export const problemCodeSchema = z.enum(problemCodes);
export type ProblemCode = z.infer<typeof problemCodeSchema>;

/**
 * A failure as data, the same in every process.
 * `params` fill the catalogue text; `field` is the path of the offending input (`credential.secret`);
 * `detail` is the technical cause in the words of the library or system that gave it. None of them may hold a secret.
 */
export const problemSchema = z.strictObject({
  code: problemCodeSchema,
  params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  field: z.string().optional(),
  detail: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

type ProblemDetails = { params?: Problem['params']; field?: string; detail?: string; cause?: unknown };

/** The one exception our own code throws on purpose: carries a {@link Problem} to whoever shows it. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(code: ProblemCode, { params = {}, field, detail, cause }: ProblemDetails = {}) {
    super(detail === undefined ? code : `${code}: ${detail}`, { cause });
    this.name = 'ProblemError';
    this.problem = {
      code,
      params,
      ...(field === undefined ? {} : { field }),
      ...(detail === undefined ? {} : { detail }),
    };
  }
}
