import type { FlowInput } from '../../protocol/models/exchanges/flow.ts';
import { ProblemError } from '../../protocol/problem.ts';

/** Values by input. */
export type InputValues = Readonly<Record<string, string>>;

/**
 * The value of every input of a flow: what was given, else what the sandbox supplies, else the documented default. An empty secret counts as not given,
 * as a form cannot show whether one is kept.
 *
 * @throws ProblemError `input.invalid` for a name the flow does not have.
 */
export function resolveInputs(
  inputs: readonly FlowInput[],
  given: InputValues,
  supplied: ReadonlyMap<string, string>,
): Record<string, string> {
  const known = new Set(inputs.map(({ name }) => name));
  const unknown = Object.keys(given).find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new ProblemError('input.invalid', {
      field: `inputs.${unknown}`,
      detail: `the flow has no input ${unknown}; its inputs are ${[...known].join(', ')}`,
    });
  }
  return Object.fromEntries(
    inputs.map((input) => {
      const value = Object.hasOwn(given, input.name) ? given[input.name] : undefined;
      const own = input.secret && value === '' ? undefined : value;
      return [input.name, own ?? supplied.get(input.name) ?? input.default ?? ''];
    }),
  );
}

/**
 * Refuses a run that lacks a required input of a step that will be carried out.
 *
 * @throws ProblemError `input.invalid` with the first such input.
 */
export function requireInputs(inputs: readonly FlowInput[], values: InputValues, steps: ReadonlySet<string>): void {
  const missing = inputs.find(
    (input) => input.required && (values[input.name] ?? '') === '' && input.steps.some((step) => steps.has(step)),
  );
  if (missing === undefined) return;
  const used = missing.steps.filter((step) => steps.has(step)).join(', ');
  throw new ProblemError('input.invalid', {
    field: `inputs.${missing.name}`,
    detail: `${missing.title} is required by the step ${used}`,
  });
}

/** What may be kept readable, and what has to be sealed. */
export function separateSecrets(
  inputs: readonly FlowInput[],
  values: InputValues,
): { open: Record<string, string>; secret: Record<string, string> } {
  const secretNames = new Set(inputs.filter(({ secret }) => secret).map(({ name }) => name));
  const entries = Object.entries(values);
  return {
    open: Object.fromEntries(entries.filter(([name]) => !secretNames.has(name))),
    secret: Object.fromEntries(entries.filter(([name, value]) => secretNames.has(name) && value !== '')),
  };
}

/** `{bookshelf.url}` and its like replaced; a value that names something the sandbox has not is left out. */
export function sandboxInputs(
  templates: ReadonlyMap<string, string>,
  facts: ReadonlyMap<string, string>,
): Map<string, string> {
  return new Map(
    [...templates].map(([name, template]) => [
      name,
      template.replace(/\{([A-Za-z]+\.[A-Za-z]+)\}/g, (whole, fact: string) => facts.get(fact) ?? whole),
    ]),
  );
}
