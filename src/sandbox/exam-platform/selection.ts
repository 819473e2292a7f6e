import type { Answer } from '../http/answer.ts';
import type { Parameters } from './parameters.ts';
import { parameterInvalid } from './refusals.ts';
import type { RubyValue } from './ruby-value.ts';
import { MalformedJsonError, parseRubyJson, rubyInspect, rubyToS } from './ruby-value.ts';

type Condition = (row: object) => boolean;
type Comparison = (left: number) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  eq: (order) => order === 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
};

/**
 * Applies the parameters `filter` and `sort`, both JSON text: `{"start_time":{"gte":"2025-02-01"}}` and
 * `[{"start_time":"desc"},{"name":"asc"}]`. The documents show these examples only, so everything else is a guess: equality
 * without an operator, other operators by their usual names. What cannot be read is refused with 422.
 */
export function select<Row extends object>(rows: readonly Row[], parameters: Parameters): readonly Row[] | Answer {
  const filter = jsonParameter(parameters, 'filter');
  const sort = jsonParameter(parameters, 'sort');
  if (filter === 'malformed') return refused(parameters, 'filter');
  if (sort === 'malformed') return refused(parameters, 'sort');
  const conditions = filter === null ? [] : conditionsOf(filter);
  const orders = sort === null ? [] : ordersOf(sort);
  if (conditions === null) return refused(parameters, 'filter');
  if (orders === null) return refused(parameters, 'sort');
  return rows
    .filter((row) => conditions.every((condition) => condition(row)))
    .toSorted((left, right) => {
      for (const { name, sign } of orders) {
        const order = sign * compare(member(left, name), member(right, name));
        if (order !== 0) return order;
      }
      return 0;
    });
}

function refused(parameters: Parameters, name: string): Answer {
  return parameterInvalid(name, rubyInspect(parameters.get(name) ?? null), 'Must be stringified JSON.');
}

function jsonParameter(parameters: Parameters, name: string): RubyValue | 'malformed' {
  const text = rubyToS(parameters.get(name) ?? null).trim();
  if (text === '') return null;
  try {
    const value = parseRubyJson(text);
    return typeof value === 'object' ? value : 'malformed';
  } catch (error) {
    if (error instanceof MalformedJsonError) return 'malformed';
    throw error;
  }
}

function conditionsOf(filter: RubyValue): Condition[] | null {
  if (typeof filter !== 'object' || filter === null || !('hash' in filter)) return null;
  const conditions: Condition[] = [];
  for (const [name, wanted] of filter.hash) {
    const tests =
      typeof wanted === 'object' && wanted !== null && 'hash' in wanted ? wanted.hash : [['eq', wanted] as const];
    for (const [operator, value] of tests) {
      const comparison = comparisons[operator];
      if (comparison === undefined) return null;
      conditions.push((row) => comparison(compare(member(row, name), rubyToS(value))));
    }
  }
  return conditions;
}

function ordersOf(sort: RubyValue): { name: string; sign: number }[] | null {
  if (typeof sort !== 'object' || sort === null || 'hash' in sort) return null;
  const orders: { name: string; sign: number }[] = [];
  for (const entry of sort) {
    if (typeof entry !== 'object' || entry === null || !('hash' in entry)) return null;
    for (const [name, direction] of entry.hash) {
      if (direction !== 'asc' && direction !== 'desc') return null;
      orders.push({ name, sign: direction === 'asc' ? 1 : -1 });
    }
  }
  return orders;
}

function member(row: object, name: string): string {
  const value: unknown = Object.entries(row).find(([key]) => key === name)?.[1];
  return value === undefined || value === null ? '' : String(value);
}

/** Numbers by value, times by the clock, everything else by its text. */
function compare(left: string, right: string): number {
  if (isNumber(left) && isNumber(right)) return Math.sign(Number(left) - Number(right));
  if (isTime(left) && isTime(right)) return Math.sign(Date.parse(left) - Date.parse(right));
  return left === right ? 0 : left < right ? -1 : 1;
}

function isNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text);
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text));
}
