import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { ContractError } from '../../protocol/models/contract.ts';
import { type Path, toPointer } from './json.ts';

/** A file as data, and where each part of it stands. */
export type SourceText = {
  value: unknown;
  warnings: ContractError[];
  /** A complaint about the node at `path`: the nearest ancestor that exists gives line and column. */
  complain(path: Path, message: string): ContractError;
};

export type ReadResult = { ok: true; source: SourceText } | { ok: false; errors: ContractError[] };

const MAX_CHARACTERS = 5_000_000;
const MAX_DEPTH = 150;
const MAX_NODES = 400_000;
const MAX_ALIASES = 1000;
/** Reading YAML costs tens of microseconds for each value; JSON, which is read natively, may hold more. */
const MAX_YAML_PARTS = 200_000;
const MAX_SYNTAX_ERRORS = 5;

/**
 * Reads YAML 1.2 (core schema, no tags that run code) or JSON. Never throws: what cannot be read comes back as errors with
 * line and column. Bounded against files made to exhaust the reader: size, depth, alias expansion, number of nodes.
 */
export function readSourceText(text: string, expected = 'an OpenAPI 3.1 document'): ReadResult {
  if (text.length > MAX_CHARACTERS) {
    return refused(
      `The file is larger than ${MAX_CHARACTERS / 1_000_000} million characters. Split it, or remove parts.`,
    );
  }
  if (text.trim() === '') return refused(`The file is empty. It should be ${expected}.`);
  const json = readJson(text);
  return json === undefined ? readYaml(text) : bounded(json.value, [], lazyLocator(text));
}

/** JSON is read natively, because that is a hundred times faster; positions are worked out only when a complaint needs one. */
function readJson(text: string): { value: unknown } | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function readYaml(text: string): ReadResult {
  const parsed = parseYaml(text);
  if ('failure' in parsed) return refused(parsed.failure);
  const { document, lines } = parsed;
  const errors = [...document.errors, ...document.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED')];
  if (errors.length > 0) {
    return { ok: false, errors: errors.slice(0, MAX_SYNTAX_ERRORS).map((error) => syntaxError(error, lines)) };
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    const warnings = document.warnings.map((warning) => syntaxError(warning, lines));
    return bounded(value, warnings, (path) => locate(document.contents, path, lines));
  } catch {
    return refused('The file refers to its own anchors too many times (`*name`). Write those parts out.');
  }
}

type ParsedYaml = { document: Document.Parsed; lines: LineCounter } | { failure: string };

function parseYaml(text: string): ParsedYaml {
  if (hasMoreParts(text, MAX_YAML_PARTS)) {
    return {
      failure: `The file holds more than ${MAX_YAML_PARTS} lines and values. Save it as JSON, of which more can be read, or remove parts.`,
    };
  }
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      schema: 'core',
      version: '1.2',
      stringKeys: true,
      logLevel: 'silent',
    });
    return { document, lines };
  } catch {
    return { failure: 'The file is nested too deeply to be read.' };
  }
}

/** Whether there may be more values than `limit`, told by what stands between them, without reading any. */
function hasMoreParts(text: string, limit: number): boolean {
  let parts = 0;
  for (const _separator of text.matchAll(/[\n,[{]/g)) {
    parts += 1;
    if (parts > limit) return true;
  }
  return false;
}

type Position = { line: number; column: number };
type Locator = (path: Path) => Position | undefined;

function lazyLocator(text: string): Locator {
  let parsed: ParsedYaml | undefined;
  return (path) => {
    parsed ??= parseYaml(text);
    return 'failure' in parsed ? undefined : locate(parsed.document.contents, path, parsed.lines);
  };
}

function bounded(value: unknown, warnings: ContractError[], locator: Locator): ReadResult {
  const complain = (path: Path, message: string): ContractError => ({
    ...locator(path),
    path: toPointer(path),
    message,
  });
  const problem = findExcess(value);
  if (problem !== undefined) return { ok: false, errors: [complain(problem.path, problem.message)] };
  return { ok: true, source: { value, warnings, complain } };
}

/** Aliases share nodes, so the walk counts what a reader of the whole tree would meet; an alias inside its own anchor ends by depth. */
function findExcess(root: unknown): { path: string[]; message: string } | undefined {
  let nodes = 0;
  const path: string[] = [];
  const visit = (value: unknown): string | undefined => {
    nodes += 1;
    if (nodes > MAX_NODES) return `The file holds more than ${MAX_NODES} values.`;
    if (path.length > MAX_DEPTH) return `This is nested deeper than ${MAX_DEPTH} levels, or an alias contains itself.`;
    if (typeof value !== 'object' || value === null) return undefined;
    for (const [key, child] of Object.entries(value)) {
      path.push(key);
      if (key === '__proto__') return 'The name `__proto__` is not allowed in a contract.';
      const problem = visit(child);
      if (problem !== undefined) return problem;
      path.pop();
    }
    return undefined;
  };
  const message = visit(root);
  return message === undefined ? undefined : { path: path.slice(0, 12), message };
}

function refused(message: string): ReadResult {
  return { ok: false, errors: [{ line: 1, column: 1, path: '', message }] };
}

function locate(contents: unknown, path: Path, lines: LineCounter): Position | undefined {
  let node: unknown = contents;
  let offset = startOf(node) ?? 0;
  for (const segment of path) {
    const step = childOf(node, segment);
    if (step === undefined) break;
    offset = step.offset ?? offset;
    node = step.node;
  }
  const { line, col } = lines.linePos(offset);
  return line > 0 ? { line, column: col } : undefined;
}

function childOf(node: unknown, segment: string): { node: unknown; offset: number | undefined } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => keyText(item.key) === segment);
    return pair && { node: pair.value, offset: startOf(pair.key) ?? startOf(pair.value) };
  }
  if (isSeq(node)) {
    const item = node.items[Number(segment)];
    return item === undefined ? undefined : { node: item, offset: startOf(item) };
  }
  return undefined;
}

function keyText(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

const syntaxMessages: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'This name appears twice in the same place; keep one of them.',
  TAB_AS_INDENT: 'The line is indented with a tab. YAML allows only spaces.',
  MULTIPLE_DOCS: 'The file holds several YAML documents (`---`). A contract is a single one.',
  BAD_INDENT: 'The indentation does not fit the lines above it.',
  MULTILINE_IMPLICIT_KEY: 'This name runs over several lines; a colon or a quote is probably missing.',
  MISSING_CHAR: 'A character is missing here, such as a colon, comma, bracket or closing quote.',
  NON_STRING_KEY: 'Names must be plain text here.',
  RESOURCE_EXHAUSTION: 'The file is nested too deeply to be read.',
  TAG_RESOLVE_FAILED: 'This YAML tag (`!…`) is not allowed: a contract is plain data. Remove the tag.',
};

function syntaxError(error: YAMLError, lines: LineCounter): ContractError {
  const { line, col } = lines.linePos(error.pos[0]);
  return {
    line,
    column: col,
    path: '',
    message: syntaxMessages[error.code] ?? `The text is not valid YAML or JSON: ${error.message}.`,
  };
}
