import type { FormValue, Operation } from '../../protocol/models/contract.ts';
import type { FlowInput } from '../../protocol/models/exchanges/flow.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { mask } from '../redaction/mask.ts';
import { type Expression, expressionsOf, fillTemplate, type Scope } from './arazzo/expression.ts';
import type { LoadedStep, StepValue } from './arazzo/load-steps.ts';

/** What a step sends: the values of its form, and the same to show, secrets masked. */
export type StepForm = { values: FormValue[]; shown: Pairs };

/** Characters of a value after insertions: a marker that stands in it often enough would fill the memory. */
const longestValue = 5_000_000;

/** Fills in the form of a step. A value that refers to something without a value is left out. */
export function stepForm(
  step: Pick<LoadedStep, 'values'>,
  inputs: readonly FlowInput[],
  operation: Operation | undefined,
  scope: Scope,
): StepForm {
  const secretInputs = new Set(inputs.filter(({ secret }) => secret).map(({ name }) => name));
  const secretFields = new Set(operation?.fields.filter(({ secret }) => secret).map(({ name }) => name));
  const filled = step.values.flatMap((value) => {
    const text = valueText(value, scope);
    return text === undefined ? [] : [{ value, text }];
  });
  return {
    values: filled.map(({ value, text }) => ({ name: value.name, in: value.in, value: text })),
    shown: filled
      .filter(({ text }) => text !== '')
      .map(({ value, text }): Pairs[number] => {
        const secret = secretFields.has(value.name) || refersTo(value, secretInputs);
        return [value.name, secret ? mask : text];
      }),
  };
}

function valueText({ template, inserts }: StepValue, scope: Scope): string | undefined {
  const text = fillTemplate(template, scope);
  if (text === undefined) return undefined;
  return inserts.reduce((before, insert) => {
    const inserted = fillTemplate(insert.template, scope) ?? '';
    if (before.split(insert.marker).length * inserted.length > longestValue) {
      throw new ProblemError('input.invalid', {
        field: 'inputs',
        detail: `with everything inserted, a value has more than ${longestValue} characters`,
      });
    }
    return before.includes(insert.marker) ? before.replaceAll(insert.marker, () => inserted) : `${before}${inserted}`;
  }, text);
}

function refersTo({ template, inserts }: StepValue, secretInputs: ReadonlySet<string>): boolean {
  const expressions: Expression[] = [template, ...inserts.map((insert) => insert.template)].flatMap(expressionsOf);
  return expressions.some((expression) => expression.kind === 'input' && secretInputs.has(expression.name));
}
