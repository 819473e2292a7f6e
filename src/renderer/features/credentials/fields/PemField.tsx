import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './PemField.module.css';

type PemFieldProps = {
  label: string;
  description: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  /** Not to be read off the screen while it is pasted. */
  secret?: boolean;
  placeholder?: string | undefined;
};

/** Text of several lines that is pasted: PEM, a key set. */
export function PemField({ label, description, value, onChange, error, secret = false, placeholder }: PemFieldProps) {
  const { t } = useTranslation('credentials');
  return (
    <Textarea
      label={label}
      description={description}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      placeholder={placeholder ?? t('form.pem')}
      classNames={{ input: [classes.input, secret && value !== '' ? classes.secret : ''].join(' ') }}
      autoComplete="off"
      spellCheck={false}
      rows={3}
    />
  );
}
