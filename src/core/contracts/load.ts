import type { Contract, ContractError, ContractSummary, SigningScheme } from '../../protocol/models/contract.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { checkAgainstOpenApi, checkExtensions, checkSchemas, ineffectiveParts } from './document-check.ts';
import { arrayMember, isObject, type JsonObject, member, objectMember, textMember } from './json.ts';
import { buildOperations, type OperationNode } from './operations.ts';
import { checkReferences } from './references.ts';
import { readSourceText, type SourceText } from './source-text.ts';

/** A contract ready for use: what the protocol shows of it, and the document behind it. */
export type LoadedContract = {
  contract: Contract;
  document: JsonObject;
  /** By operation id. */
  operations: ReadonlyMap<string, OperationNode>;
  /** What the file says that is not used, with its place. */
  warnings: ContractError[];
};

export type ContractFile = { id: string; text: string; builtIn: boolean };

type Refusal = {
  ok: false;
  code: 'contract.unreadable' | 'contract.unsupported' | 'contract.invalid';
  errors: ContractError[];
};
export type ParsedContract = { ok: true; loaded: LoadedContract } | Refusal;

/**
 * Reads any OpenAPI 3.1 file, YAML or JSON. Never throws: errors come back with line, column (1-based), JSON pointer and a sentence each.
 * `contract.unreadable`: no YAML or JSON; `contract.unsupported`: another format or version; `contract.invalid`: breaks OpenAPI 3.1.
 */
export function parseContract(file: ContractFile): ParsedContract {
  const read = readSourceText(file.text);
  if (!read.ok) return { ok: false, code: 'contract.unreadable', errors: read.errors };
  const { source } = read;
  const versionError = checkVersion(source);
  if (versionError !== undefined) return { ok: false, code: 'contract.unsupported', errors: [versionError] };
  const errors = firstErrors([
    () => checkAgainstOpenApi(source),
    () => checkReferences(source.value, source.complain),
    () => checkSchemas(source),
    () => checkExtensions(source),
  ]);
  if (errors.length > 0 || !isObject(source.value)) return { ok: false, code: 'contract.invalid', errors };
  return build(file, source, source.value);
}

/** As {@link parseContract}, but throws a `ProblemError` whose detail names every error with its line. */
export function loadContract(file: ContractFile): LoadedContract {
  const parsed = parseContract(file);
  if (parsed.ok) return parsed.loaded;
  throw contractProblem(file.id, parsed);
}

export function contractProblem(id: string, { code, errors }: Refusal): ProblemError {
  const first = errors[0];
  return new ProblemError(code, {
    params: {
      id,
      count: errors.length,
      line: first?.line ?? 1,
      column: first?.column ?? 1,
      path: first?.path ?? '',
      message: first?.message ?? '',
    },
    detail: errors.map(errorLine).join('\n'),
  });
}

/** `line 3, column 5 (/info): …` */
export function errorLine({ line, column, path, message }: ContractError): string {
  const place = line === undefined ? '' : `line ${line}, column ${column ?? 1}`;
  const pointer = path === '' ? '' : ` (${path})`;
  return `${place}${pointer}: ${message}`.trim();
}

/** Later checks trust earlier ones, so the first that finds anything ends the search. A stack that overflows is a file nested beyond reason. */
function firstErrors(checks: readonly (() => ContractError[])[]): ContractError[] {
  try {
    for (const check of checks) {
      const errors = check();
      if (errors.length > 0) return errors.sort((left, right) => (left.line ?? 0) - (right.line ?? 0));
    }
    return [];
  } catch (error) {
    return [
      { path: '', message: `The file cannot be checked: ${error instanceof Error ? error.message : String(error)}.` },
    ];
  }
}

function checkVersion(source: SourceText): ContractError | undefined {
  const { value } = source;
  if (!isObject(value))
    return source.complain([], 'This is not an OpenAPI document: it should begin with `openapi: 3.1.0`.');
  if (member(value, 'swagger') !== undefined) {
    return source.complain(
      ['swagger'],
      'This is OpenAPI 2.0 (Swagger). Only OpenAPI 3.1 is read: convert the file first.',
    );
  }
  const version = member(value, 'openapi');
  if (version === undefined) {
    return source.complain([], 'This is not an OpenAPI document: it lacks `openapi: 3.1.0` at its top.');
  }
  if (typeof version !== 'string') {
    return source.complain(['openapi'], 'The version must be text with three parts, such as `openapi: "3.1.0"`.');
  }
  if (/^3\.1\.\d+/u.test(version)) return undefined;
  return source.complain(
    ['openapi'],
    `This is OpenAPI ${version}. Only OpenAPI 3.1 (3.1.0, 3.1.1 …) is read: convert the file first.`,
  );
}

function build(file: ContractFile, source: SourceText, document: JsonObject): ParsedContract {
  const warnings = [...source.warnings, ...ineffectiveParts(source)];
  const nodes = buildOperations(document, (path, message) => warnings.push(source.complain(path, message)));
  const operations = new Map<string, OperationNode>();
  for (const node of nodes) {
    const { id } = node.operation;
    if (operations.has(id)) {
      const message = `The operationId "${id}" is used twice; every operation needs its own.`;
      return { ok: false, code: 'contract.invalid', errors: [source.complain([...node.path, 'operationId'], message)] };
    }
    operations.set(id, node);
  }
  if (operations.size === 0)
    warnings.push(source.complain(['paths'], 'The file describes no operation, so there is nothing to try.'));
  const contract = { summary: summaryOf(file, document, nodes), operations: nodes.map(({ operation }) => operation) };
  return { ok: true, loaded: { contract, document, operations, warnings } };
}

function summaryOf(file: ContractFile, document: JsonObject, nodes: readonly OperationNode[]): ContractSummary {
  const info = objectMember(document, 'info');
  const kinds = credentialKinds(nodes);
  return {
    id: file.id,
    title: textMember(info, 'title') ?? file.id,
    version: textMember(info, 'version') ?? '',
    description: textMember(info, 'description') ?? textMember(info, 'summary') ?? '',
    builtIn: file.builtIn,
    operationCount: nodes.length,
    servers: arrayMember(document, 'servers').flatMap((server) => textMember(server, 'url') ?? []),
    credentialKind: kinds[0] ?? 'none',
    credentialKinds: kinds,
  };
}

function credentialKinds(nodes: readonly OperationNode[]): ContractSummary['credentialKinds'] {
  const kinds = nodes.map(({ operation }) => kindOfScheme[operation.signing.scheme]);
  return [...new Set(kinds.flatMap((kind) => (kind === 'none' ? [] : [kind])))];
}

const kindOfScheme: Readonly<Record<SigningScheme['scheme'], ContractSummary['credentialKind']>> = {
  none: 'none',
  oauth1: 'oauth-consumer',
  proctorexam: 'proctorexam',
  'lti-1.3': 'lti-registration',
  bearer: 'bearer',
  basic: 'basic',
  'mutual-tls': 'client-certificate',
};
