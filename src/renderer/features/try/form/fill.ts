import type { Field, Operation } from '../../../../protocol/models/contract.ts';
import type { LaunchMode } from '../../../../protocol/models/exchanges/exchange.ts';
import { choices } from './fields.ts';
import { type FormState, fieldKey } from './form-state.ts';

/** The LTI parameter that tells the tool how it is shown (LTI 1.1 §3). */
const documentTarget = 'launch_presentation_document_target';

/** A value that would do: the documented example, an allowed value, else for what is required something of the right type. */
function exampleOf(field: Field): string | undefined {
  const documented = field.example ?? field.default ?? choices(field)[0];
  if (documented !== undefined || !field.required) return documented;
  if (field.type === 'integer' || field.type === 'number') return String(field.minimum ?? 1);
  if (field.type === 'array') return '[]';
  if (field.type === 'object') return '{}';
  return field.secret ? 'example-secret' : 'example';
}

/** Fills every required field that is empty, and every recommended one that has an example; what was typed stays. No file is made up. */
export function withExamples(operation: Operation, form: FormState): FormState {
  const values = { ...form.values };
  for (const field of operation.fields) {
    const key = fieldKey(field);
    if (field.suppliedBy === 'signer' || field.file !== undefined || (values[key] ?? '') !== '') continue;
    const example = field.required ? exampleOf(field) : field.recommended ? field.example : undefined;
    if (example !== undefined) values[key] = example;
  }
  return { ...form, values };
}

/** Another way to show the launch; the parameter that tells the tool follows, unless it says something of its own. */
export function withLaunchMode(operation: Operation, form: FormState, launchMode: LaunchMode): FormState {
  const field = operation.fields.find(({ name, suppliedBy }) => name === documentTarget && suppliedBy === 'person');
  const key = field ? fieldKey(field) : '';
  const current = form.values[key] ?? '';
  const follows = field !== undefined && ['window', 'iframe', 'frame'].includes(current);
  return { ...form, launchMode, values: follows ? { ...form.values, [key]: launchMode } : form.values };
}
