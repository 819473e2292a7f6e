import type { FlowValues } from '../../../protocol/models/exchanges/flow.ts';
import { fromPointer, valueAt } from '../../contracts/json.ts';

/** A runtime expression (Arazzo 1.0.1 §4.8), of those that flows here use. */
export type Expression =
  | { kind: 'input'; name: string }
  | { kind: 'output'; stepId: string; name: string }
  | { kind: 'status' }
  | { kind: 'body'; path: readonly string[] }
  | { kind: 'header'; name: string };

/** Text with expressions embedded in braces, or one expression alone, which keeps the type of its value. */
export type Template =
  | { kind: 'expression'; expression: Expression }
  | { kind: 'text'; parts: readonly (string | Expression)[] };

/** The answer of the step that is being judged. `body` is parsed JSON, or the text where it is none. */
export type StepResponse = { status: number; headers: readonly (readonly [string, string])[]; body: unknown };

/** What an expression may refer to. */
export type Scope = {
  inputs: Readonly<Record<string, string>>;
  /** Outputs by step. */
  steps: ReadonlyMap<string, FlowValues>;
  response: StepResponse | null;
};

export type Parsed<T> = { ok: true; value: T } | { ok: false; message: string };

/** Characters of an expression, and of a template: they stand in a file that anyone may have written. */
const longestExpression = 1000;
const longestTemplate = 100_000;
const namePattern = /^[A-Za-z0-9_.-]+$/;
const supported =
  '$inputs.<name>, $steps.<step>.outputs.<name>, $statusCode, $response.body#/…, $response.header.<name>';

/** Reads one expression, or says what is wrong with it. */
export function parseExpression(text: string): Parsed<Expression> {
  if (text.length > longestExpression) return wrong(`An expression may have ${longestExpression} characters.`);
  if (text === '$statusCode') return right({ kind: 'status' });
  if (text === '$response.body') return right({ kind: 'body', path: [] });
  if (text.startsWith('$response.body#')) return bodyExpression(text.slice('$response.body#'.length));
  const [root = '', ...rest] = text.split('.');
  const name = rest.join('.');
  if (root === '$inputs' && namePattern.test(name)) return right({ kind: 'input', name });
  if (root === '$steps' && rest[1] === 'outputs' && rest.length > 2) {
    return right({ kind: 'output', stepId: rest[0] ?? '', name: rest.slice(2).join('.') });
  }
  if (root === '$response' && rest[0] === 'header' && rest.length === 2) {
    return right({ kind: 'header', name: (rest[1] ?? '').toLowerCase() });
  }
  return wrong(`"${text}" is no expression that is read here. Use one of ${supported}.`);
}

function bodyExpression(pointer: string): Parsed<Expression> {
  if (pointer !== '' && !pointer.startsWith('/')) {
    return wrong(`"#${pointer}" is no JSON pointer: after # comes nothing or a name that begins with /.`);
  }
  return right({ kind: 'body', path: fromPointer(pointer) });
}

/** Reads a value of a request: an expression alone, or text in which `{$…}` are replaced. Other braces are text. */
export function parseTemplate(text: string): Parsed<Template> {
  if (text.startsWith('$')) {
    const parsed = parseExpression(text);
    return parsed.ok ? right({ kind: 'expression', expression: parsed.value }) : parsed;
  }
  if (text.length > longestTemplate) return wrong(`A value may have ${longestTemplate} characters.`);
  const parts: (string | Expression)[] = [];
  for (const part of text.split(/(\{\$[^{}]*\})/)) {
    if (!/^\{\$[^{}]*\}$/.test(part)) {
      if (part !== '') parts.push(part);
      continue;
    }
    const parsed = parseExpression(part.slice(1, -1));
    if (!parsed.ok) return parsed;
    parts.push(parsed.value);
  }
  return right({ kind: 'text', parts });
}

/** Everything a template refers to. */
export function expressionsOf(template: Template): Expression[] {
  if (template.kind === 'expression') return [template.expression];
  return template.parts.filter((part) => typeof part !== 'string');
}

/** The value of an expression; `undefined` where there is none. Never throws and has no effects. */
export function evaluate(expression: Expression, scope: Scope): unknown {
  switch (expression.kind) {
    case 'input':
      return ownValue(scope.inputs, expression.name);
    case 'output':
      return ownValue(scope.steps.get(expression.stepId) ?? {}, expression.name);
    case 'status':
      return scope.response?.status;
    case 'body':
      return valueAt(scope.response?.body, expression.path);
    case 'header':
      return scope.response?.headers.find(([name]) => name.toLowerCase() === expression.name)?.[1];
  }
}

/** A template as the text of a form; `undefined` when something in it has no value. */
export function fillTemplate(template: Template, scope: Scope): string | undefined {
  if (template.kind === 'expression') return textOf(evaluate(template.expression, scope));
  const texts = template.parts.map((part) => (typeof part === 'string' ? part : textOf(evaluate(part, scope))));
  return texts.includes(undefined) ? undefined : texts.join('');
}

/** An expression as its author wrote it. */
export function describeExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'input':
      return `$inputs.${expression.name}`;
    case 'output':
      return `$steps.${expression.stepId}.outputs.${expression.name}`;
    case 'status':
      return '$statusCode';
    case 'body':
      return `$response.body#/${expression.path.join('/')}`;
    case 'header':
      return `$response.header.${expression.name}`;
  }
}

function ownValue(values: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function right<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

function wrong(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
