import { z } from 'zod';

/**
 * Every way a command can fail that a person may see, with the parameters its text is filled with. The text of each stands in
 * `resources/locales/<language>/problems.json` and may use these parameters, `field` and no others.
 */
export const problemParameters = {
  'input.invalid': [],
  'input.too-large': ['limit'],
  'input.unreadable': ['name'],
  'file.too-large': ['name', 'size', 'limit'],
  'file.gone': ['name'],
  'file.unreadable': ['name'],
  'command.unknown': ['name'],
  'sender.refused': [],
  'core.unavailable': [],
  'not-found': ['what', 'id'],
  conflict: ['what', 'name'],
  'vault.not-created': [],
  'vault.already-created': [],
  'vault.locked': [],
  'vault.wrong-passphrase': [],
  'vault.weak-passphrase': ['minimum'],
  'vault.tampered': ['what'],
  'vault.wrong-recovery-key': [],
  'vault.recovery-key-mistyped': [],
  'vault.last-slot': [],
  'vault.needs-gesture': [],
  'vault.keychain-unavailable': ['backend'],
  'vault.keychain-lost': ['expected', 'actual'],
  'credential.missing': ['connection'],
  'credential.wrong-kind': ['expected', 'actual'],
  'credential.no-previous': ['name'],
  'credential.unusable-value': ['name'],
  'credential.host-not-allowed': ['host', 'credential', 'allowed'],
  'contract.unreadable': ['id', 'line', 'column', 'message'],
  'contract.invalid': ['id', 'line', 'path', 'message', 'count'],
  'contract.unsupported': ['id', 'message'],
  'flows.invalid': ['id', 'line', 'path', 'message', 'count'],
  'flow.not-stopped': [],
  'flow.page-unavailable': [],
  'operation.unknown': ['contract', 'operation'],
  'operation.not-sendable': ['operation', 'version'],
  'form.breaks-contract': ['fields'],
  'signing.invalid-url': ['url'],
  'signing.invalid-key': ['method'],
  'signing.unsupported-method': ['method'],
  'signing.unsupported-placement': ['placement'],
  'signing.invalid-parameter': ['name'],
  'network.name-not-found': ['host'],
  'network.refused': ['host', 'port'],
  'network.unreachable': ['host', 'port'],
  'network.reset': ['host', 'port'],
  'network.tls': ['host', 'reason'],
  'network.timeout': ['host', 'seconds'],
  'network.too-many-redirects': ['host', 'limit'],
  'network.invalid-response': ['host', 'reason'],
  'network.too-large': ['host', 'limit'],
  'network.failed': ['host', 'port'],
  cancelled: [],
  'launch.stage-unavailable': [],
  'probe.not-possible': ['reason'],
  'suite.not-possible': [],
  'suite.good-launch-refused': ['status'],
  'suite.busy': ['status'],
  'launch.failed': ['host', 'reason'],
  'storage.newer-than-app': ['path', 'appVersion', 'writtenBy'],
  'storage.read-only': ['path'],
  'storage.full': ['path'],
  'storage.corrupt': ['path'],
  'storage.in-use': ['path'],
  'storage.migration-failed': ['migration', 'backup'],
  'storage.moved-missing': ['path'],
  'storage.pointer-damaged': ['path'],
  'move.old-there': ['path'],
  'move.inside': ['path'],
  'move.not-empty': ['path'],
  'move.network': ['path'],
  'move.differs': ['path', 'reason'],
  'move.no-data': ['path'],
  'move.reachable': ['path'],
  'backup.unusable': ['name', 'reason'],
  'trash.taken': ['kind', 'name'],
  'file.read-only': ['path'],
  'file.disk-full': ['path'],
  'file.not-saved': ['path'],
  'sandbox.failed': ['reason'],
  'advantage.cannot-listen': [],
  'advantage.registration-incomplete': ['credential', 'missing'],
  'advantage.needs-earlier-launch': ['connection'],
  'catcher.port-taken': ['port'],
  'catcher.cannot-listen': ['address', 'port'],
  'catcher.not-confirmed': ['port'],
  'catcher.not-callable': ['reason'],
  'registration.not-finished': [],
  'bundle.holds-secret': ['owner', 'place'],
  'bundle.unreadable': [],
  'bundle.not-verifiable': [],
  'transfer.not-ours': [],
  'transfer.newer': ['version'],
  'transfer.too-large': ['size', 'limit'],
  'transfer.too-costly': ['memory', 'limit'],
  'transfer.truncated': [],
  'transfer.altered': [],
  'transfer.wrong-passphrase': [],
  'transfer.content': [],
  'transfer.gone': [],
  'transfer.nothing-chosen': [],
  'transfer.not-possible': ['name', 'reason'],
  'transfer.holds-secret': ['owner', 'place'],
  'transfer.not-confirmed': ['phrase'],
  'transfer.changed-since': ['name'],
  'csv.unreadable': ['reason'],
  'csv.too-large': ['what', 'limit'],
  internal: [],
} as const satisfies Record<string, readonly string[]>;

export type ProblemCode = keyof typeof problemParameters;
export const problemCodeSchema = z.string().refine(isProblemCode, 'not a problem code');

export const problemCodes = Object.keys(problemParameters).filter(isProblemCode);

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemParameters, code);
}

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

type ParameterName<C extends ProblemCode> = (typeof problemParameters)[C][number];
type FurtherDetails = { field?: string; detail?: string; cause?: unknown };
type ProblemDetails<C extends ProblemCode> = [ParameterName<C>] extends [never]
  ? [details?: FurtherDetails & { params?: Problem['params'] }]
  : [details: FurtherDetails & { params: Record<ParameterName<C>, string | number> & Problem['params'] }];

/** The one exception our own code throws on purpose: carries a {@link Problem} to whoever shows it. */
export class ProblemError<C extends ProblemCode = ProblemCode> extends Error {
  readonly problem: Problem;

  constructor(code: C, ...[details = {}]: ProblemDetails<C>) {
    const { params = {}, field, detail, cause } = details;
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

/** The exception for a problem that is data already: received from another process, or found by a table of causes. */
export class ReceivedProblem extends ProblemError<'internal'> {
  override readonly problem: Problem;

  constructor(problem: Problem, cause?: unknown) {
    super('internal', { cause });
    this.name = 'ReceivedProblem';
    this.message = problem.detail === undefined ? problem.code : `${problem.code}: ${problem.detail}`;
    this.problem = problem;
  }
}
