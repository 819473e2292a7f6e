import type { FormDraft } from '../../../../protocol/commands/connections.ts';
import type { FilledForm } from '../../../../protocol/commands/exchanges.ts';
import type { Field, FieldLocation, FormValue, Operation } from '../../../../protocol/models/contract.ts';
import type { LaunchMode } from '../../../../protocol/models/exchanges/exchange.ts';
import type { FormFile } from '../../../../protocol/models/exchanges/form-file.ts';
import { type LaunchSetup, launchSetupOf } from '../../../../protocol/models/lti/launch-setup.ts';
import type { OAuth1SignatureMethod, Placement } from '../../../../protocol/models/signing.ts';

/** A field the contract does not know, added by hand; `key` tells rows of the same name apart. */
export type ExtraField = { key: number; name: string; in: FieldLocation; value: string };

/** A form while it is being filled in. */
export type FormState = {
  /** Text per field, by {@link fieldKey}. */
  values: Readonly<Record<string, string>>;
  /** Files per field that takes some, by {@link fieldKey}. */
  files: Readonly<Record<string, readonly FormFile[]>>;
  /** Fields that are sent although empty. */
  sendEmpty: Readonly<Record<string, boolean>>;
  extras: readonly ExtraField[];
  placement: Placement | null;
  signatureMethod: OAuth1SignatureMethod | null;
  launchMode: LaunchMode;
  launchSetup: LaunchSetup;
};

/** Where a field stands in a form: the same name may stand in path and body. */
export function fieldKey(field: { in: FieldLocation; name: string }): string {
  return `${field.in}:${field.name}`;
}

/** Nothing filled in yet. */
const blankForm: FormState = {
  values: {},
  files: {},
  sendEmpty: {},
  extras: [],
  placement: null,
  signatureMethod: null,
  launchMode: 'window',
  launchSetup: {},
};

/** A form from kept values: those of unknown or signer's names become extra fields. */
export function formFromValues(operation: Operation, values: readonly FormValue[], base: FormState): FormState {
  const known = new Set(operation.fields.filter((field) => field.suppliedBy === 'person').map(fieldKey));
  const own = values.filter((value) => known.has(fieldKey(value)));
  const extras = values.filter((value) => !known.has(fieldKey(value)) && !value.file);
  return {
    ...base,
    values: Object.fromEntries(own.filter(({ file }) => !file).map((value) => [fieldKey(value), value.value])),
    files: filesByField(own),
    sendEmpty: Object.fromEntries(own.filter((value) => value.sendEmpty).map((value) => [fieldKey(value), true])),
    extras: extras.map((value, key) => ({ key, name: value.name, in: value.in, value: value.value })),
  };
}

function filesByField(values: readonly FormValue[]): FormState['files'] {
  const files: Record<string, FormFile[]> = {};
  for (const value of values) {
    if (value.file) files[fieldKey(value)] = [...(files[fieldKey(value)] ?? []), value.file];
  }
  return files;
}

/** The form as core keeps it: as it was left, or as it begins. */
export function formFromDraft(operation: Operation, draft: FormDraft): FormState {
  return {
    ...formFromValues(operation, draft.values, blankForm),
    placement: draft.placement,
    signatureMethod: draft.signatureMethod,
    launchMode: draft.launchMode ?? blankForm.launchMode,
    launchSetup: launchSetupOf(draft),
  };
}

/**
 * What the form says, in the contract's order. A field nobody touched stays out, so that a variable of the connection may fill it;
 * one that was cleared, by hand or by a preset, is said to be empty, so that none does.
 */
export function formValues(operation: Operation, form: FormState): FormValue[] {
  const own = operation.fields.flatMap((field): FormValue[] => {
    const key = fieldKey(field);
    const value = form.values[key] ?? '';
    if (field.suppliedBy === 'signer') return [];
    const files = form.files[key] ?? [];
    if (field.file) return files.map((file) => ({ name: field.name, in: field.in, value: '', file }));
    if (value !== '') return [{ name: field.name, in: field.in, value }];
    if (form.sendEmpty[key]) return [{ name: field.name, in: field.in, value, sendEmpty: true }];
    return Object.hasOwn(form.values, key) ? [{ name: field.name, in: field.in, value }] : [];
  });
  const extras = form.extras
    .filter(({ name }) => name !== '')
    .map(({ name, in: location, value }): FormValue => {
      return { name, in: location, value, ...(value === '' ? { sendEmpty: true } : {}) };
    });
  return [...own, ...extras];
}

/** The form to preview, send or launch. */
export function filledForm(connectionId: string, operation: Operation, form: FormState): FilledForm {
  return {
    connectionId,
    operationId: operation.id,
    values: formValues(operation, form),
    ...(form.placement === null ? {} : { placement: form.placement }),
    ...(form.signatureMethod === null ? {} : { signatureMethod: form.signatureMethod }),
    ...(operation.kind !== 'request' ? form.launchSetup : {}),
  };
}

/** The form to keep: values of secret fields stay out. */
export function draftOf(operation: Operation, form: FormState): FormDraft {
  const secret = new Set(operation.fields.filter((field: Field) => field.secret).map(({ name }) => name));
  return {
    values: formValues(operation, form).filter(({ name }) => !secret.has(name)),
    placement: form.placement,
    signatureMethod: form.signatureMethod,
    launchMode: operation.kind !== 'request' ? form.launchMode : null,
    ...(operation.kind !== 'request' ? form.launchSetup : {}),
  };
}

export type FormAction =
  | { type: 'set'; key: string; value: string }
  | { type: 'set-files'; key: string; files: readonly FormFile[] }
  | { type: 'send-empty'; key: string; on: boolean }
  | { type: 'add-extra'; in: FieldLocation }
  | { type: 'change-extra'; key: number; part: Partial<Omit<ExtraField, 'key'>> }
  | { type: 'remove-extra'; key: number }
  | { type: 'choose'; part: Partial<Pick<FormState, 'placement' | 'signatureMethod' | 'launchMode' | 'launchSetup'>> }
  | { type: 'replace'; form: FormState };

export function formReducer(form: FormState, action: FormAction): FormState {
  switch (action.type) {
    case 'set':
      return { ...form, values: { ...form.values, [action.key]: action.value } };
    case 'set-files':
      return { ...form, files: { ...form.files, [action.key]: action.files } };
    case 'send-empty':
      return {
        ...form,
        values: action.on ? { ...form.values, [action.key]: '' } : form.values,
        sendEmpty: { ...form.sendEmpty, [action.key]: action.on },
      };
    case 'add-extra': {
      const key = Math.max(-1, ...form.extras.map((extra) => extra.key)) + 1;
      return { ...form, extras: [...form.extras, { key, name: '', in: action.in, value: '' }] };
    }
    case 'change-extra':
      return {
        ...form,
        extras: form.extras.map((extra) => (extra.key === action.key ? { ...extra, ...action.part } : extra)),
      };
    case 'remove-extra':
      return { ...form, extras: form.extras.filter((extra) => extra.key !== action.key) };
    case 'choose':
      return { ...form, ...action.part };
    case 'replace':
      return action.form;
  }
}
