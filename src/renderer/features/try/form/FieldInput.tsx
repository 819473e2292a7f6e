import { Autocomplete, InputWrapperContext, PasswordInput, TagsInput, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, use } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../../../protocol/models/contract.ts';
import { RolesInput } from '../../lms/RolesInput.tsx';
import { choices, inputKind } from './fields.ts';
import classes from './OperationForm.module.css';

type FieldInputProps = {
  id: string;
  describedBy: string;
  field: Field;
  value: string;
  wrong: boolean;
  onChange: (value: string) => void;
};

function useHint(field: Field): string {
  const { t } = useTranslation('try');
  if (field.default !== undefined) return t('form.defaultIs', { value: field.default });
  return field.example === undefined ? '' : t('form.example', { value: field.example });
}

/**
 * Mantine describes an input by the help its own wrapper draws and by nothing else: `aria-describedby` given to the input is
 * overwritten. Ours stands in the row, so the wrapper is told of it.
 */
function Described({ by, children }: { by: string; children: ReactNode }) {
  const wrapper = use(InputWrapperContext);
  return <InputWrapperContext value={{ ...wrapper, describedBy: by }}>{children}</InputWrapperContext>;
}

/** The control that suits the field. Every one takes any text: what the contract forbids is told, not prevented. */
export function FieldInput({ id, describedBy, field, value, wrong, onChange }: FieldInputProps) {
  const placeholder = useHint(field);
  const inputContainer = (input: ReactNode) => <Described by={describedBy}>{input}</Described>;
  const common = {
    id,
    size: 'xs',
    placeholder,
    error: wrong,
    spellCheck: false,
    inputContainer,
    'aria-required': field.required,
    classNames: { input: classes.input ?? '' },
  } as const;
  if (field.name === 'roles')
    return <RolesInput {...{ id, value, wrong, onChange, placeholder, inputContainer }} required={field.required} />;
  switch (inputKind(field)) {
    case 'secret':
      return (
        <PasswordInput
          {...common}
          autoComplete="new-password"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'multi':
      return (
        <TagsInput
          {...common}
          placeholder={value === '' ? placeholder : ''}
          data={[...choices(field)]}
          value={value === '' ? [] : value.split(',')}
          onChange={(values) => onChange(values.join(','))}
          splitChars={[',']}
          maxDropdownHeight={260}
          clearable
        />
      );
    case 'choice':
      return (
        <Autocomplete
          {...common}
          data={[...choices(field)]}
          filter={({ options }) => options}
          value={value}
          onChange={onChange}
          maxDropdownHeight={260}
          clearable
        />
      );
    case 'lines':
      return (
        <Textarea
          {...common}
          autosize
          minRows={2}
          maxRows={10}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'number':
      return (
        <TextInput
          {...common}
          inputMode="decimal"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'text':
      return <TextInput {...common} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
}
