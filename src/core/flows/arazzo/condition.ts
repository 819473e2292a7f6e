import { type Expression, evaluate, type Parsed, parseExpression, type Scope } from './expression.ts';

type Literal = string | number | boolean | null;
type Operand = { kind: 'literal'; value: Literal } | { kind: 'expression'; expression: Expression };
const operators = ['==', '!=', '<=', '>=', '<', '>'] as const;
type Operator = (typeof operators)[number];
type Comparison = { left: Operand; operator: Operator; right: Operand };

/** A success criterion of type `simple` (Arazzo 1.0.1 §4.6.11): alternatives of comparisons that hold together. */
export type Condition = { text: string; anyOf: readonly (readonly Comparison[])[] };

/** Reads `operand operator operand`, joined by `&&` and `||`; `&&` binds tighter. Parentheses are not read. */
export function parseCondition(text: string): Parsed<Condition> {
  if (text.length > 1000) return { ok: false, message: 'A condition may have 1000 characters.' };
  const anyOf: Comparison[][] = [];
  for (const alternative of text.split('||')) {
    const comparisons: Comparison[] = [];
    for (const part of alternative.split('&&')) {
      const parsed = parseComparison(part);
      if (!parsed.ok) return parsed;
      comparisons.push(parsed.value);
    }
    anyOf.push(comparisons);
  }
  return { ok: true, value: { text, anyOf } };
}

function parseComparison(text: string): Parsed<Comparison> {
  // What stands left of the operator holds none of its characters, so that no text is read twice.
  const match = /^\s*('[^']*'|[^\s=!<>']+)\s*(==|!=|<=|>=|<|>)\s*('[^']*'|\S+)\s*$/.exec(text);
  const operator = operators.find((one) => one === match?.[2]);
  if (match === null || operator === undefined) {
    return { ok: false, message: `"${text.trim()}" is no comparison. Write for example $statusCode == 200.` };
  }
  const left = parseOperand(match[1] ?? '');
  if (!left.ok) return left;
  const right = parseOperand(match[3] ?? '');
  return right.ok ? { ok: true, value: { left: left.value, operator, right: right.value } } : right;
}

function parseOperand(text: string): Parsed<Operand> {
  if (text.startsWith('$')) {
    const parsed = parseExpression(text);
    return parsed.ok ? { ok: true, value: { kind: 'expression', expression: parsed.value } } : parsed;
  }
  const value = literal(text);
  if (value !== undefined) return { ok: true, value: { kind: 'literal', value } };
  return { ok: false, message: `"${text}" is neither an expression, a number, true, false, null nor text in '…'.` };
}

function literal(text: string): Literal | undefined {
  if (/^'.*'$/.test(text)) return text.slice(1, -1);
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
  return Object.hasOwn(words, text) ? words[text] : undefined;
}

/** Whether a condition holds. What has no value equals nothing, not even itself. */
export function holds(condition: Condition, scope: Scope): boolean {
  return condition.anyOf.some((comparisons) => comparisons.every((one) => compare(one, scope)));
}

function compare({ left, operator, right }: Comparison, scope: Scope): boolean {
  const a = operandValue(left, scope);
  const b = operandValue(right, scope);
  if (a === undefined || b === undefined) return false;
  switch (operator) {
    case '==':
      return same(a, b);
    case '!=':
      return !same(a, b);
    default:
      return ordered(a, operator, b);
  }
}

/** Arazzo compares text without regard to case (§4.6.11). */
function same(a: unknown, b: unknown): boolean {
  return typeof a === 'string' && typeof b === 'string' ? a.toLowerCase() === b.toLowerCase() : a === b;
}

function ordered(a: unknown, operator: Exclude<Operator, '==' | '!='>, b: unknown): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return false;
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

function operandValue(operand: Operand, scope: Scope): unknown {
  return operand.kind === 'literal' ? operand.value : evaluate(operand.expression, scope);
}

/** The expressions a condition refers to. */
export function expressionsOfCondition({ anyOf }: Condition): Expression[] {
  return anyOf
    .flat()
    .flatMap(({ left, right }) =>
      [left, right].flatMap((operand) => (operand.kind === 'expression' ? [operand.expression] : [])),
    );
}
