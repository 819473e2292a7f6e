import { TextInput, type TextInputProps } from '@mantine/core';
import { IconFilter, IconSearch } from '@tabler/icons-react';

type SearchFieldProps = Omit<TextInputProps, 'onChange' | 'type' | 'aria-label' | 'leftSection'> & {
  /** Its name, and what stands in it while it is empty unless `placeholder` says more. */
  label: string;
  value: string;
  onChange: (search: string) => void;
  /** `filter`: it narrows what is on the screen instead of finding something. */
  kind?: 'search' | 'filter';
};

/** A line to search a list with. */
export function SearchField({ label, onChange, kind = 'search', placeholder = label, ...rest }: SearchFieldProps) {
  const Icon = kind === 'filter' ? IconFilter : IconSearch;
  return (
    <TextInput
      {...rest}
      type="search"
      aria-label={label}
      placeholder={placeholder}
      leftSection={<Icon size={13} aria-hidden />}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
