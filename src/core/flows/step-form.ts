import type { FormValue, Operation } from '../../protocol/models/contract.ts';
import type { FlowInput } from '../../protocol/models/flow.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { mask } from '../redaction/mask.ts';
import { type Expression, expressionsOf, fillTemplate, type Scope } from './expression.ts';
import type { LoadedStep, StepValue } from './load-steps.ts';

/** What a step sends: the values of its form, and the same to show, secrets masked. */
export type StepForm = { values: FormValue[]; shown: Pairs };

/** Fills in the form of a step. A value that refers to something without a value is left out. */
export function stepForm(
  step: LoadedStep,
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
    return before.includes(insert.marker) ? before.replaceAll(insert.marker, () => inserted) : `${before}${inserted}`;
  }, text);
}

function refersTo({ template, inserts }: StepValue, secretInputs: ReadonlySet<string>): boolean {
  const expressions: Expression[] = [template, ...inserts.map((insert) => insert.template)].flatMap(expressionsOf);
  return expressions.some((expression) => expression.kind === 'input' && secretInputs.has(expression.name));
}
