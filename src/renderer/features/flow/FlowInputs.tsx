import { Autocomplete, Textarea, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Fragment, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowInput } from '../../../protocol/models/exchanges/flow.ts';
import { SecretInput } from '../../ui/SecretInput.tsx';
import classes from './Flow.module.css';

type FlowInputFieldProps = {
  input: FlowInput;
  value: string;
  /** What stands in an empty secret field. */
  hint: string;
  onChange: (value: string) => void;
};

function FlowInputField({ input, value, hint, onChange }: FlowInputFieldProps) {
  const { t } = useTranslation('flow');
  const { source } = input;
  const note = source?.kind === 'inferred' ? ` ${t('inferred', { note: source.note ?? source.document })}` : '';
  const common = {
    size: 'xs',
    label: input.title,
    description: `${input.description}${note}`,
    withAsterisk: input.required,
    spellCheck: false,
  } as const;
  if (input.secret)
    return (
      <SecretInput {...common} placeholder={hint} value={value} onChange={(event) => onChange(event.target.value)} />
    );
  if (input.options) return <Autocomplete {...common} data={input.options} value={value} onChange={onChange} />;
  if (input.format === 'html' || input.format === 'json')
    return (
      <Textarea
        {...common}
        className={classes.wide ?? ''}
        autosize
        minRows={1}
        maxRows={6}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return <TextInput {...common} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}

type FlowInputsProps = {
  title: string;
  inputs: readonly FlowInput[];
  values: Readonly<Record<string, string>>;
  hints: Readonly<Record<string, string>>;
  /** Inputs whose values come from elsewhere. */
  replaced: ReadonlySet<string>;
  /** Everything that is required is filled in: the form can stay closed. */
  ready: boolean;
  onChange: (name: string, value: string) => void;
  /** Stands before the fields it can replace. */
  credential: ReactNode;
};

/** What a flow is given, each input with what it is for. */
export function FlowInputs({ title, inputs, values, hints, replaced, ready, onChange, credential }: FlowInputsProps) {
  const { t } = useTranslation('flow');
  const [toggled, setToggled] = useState<boolean | null>(null);
  const opened = toggled ?? !ready;
  const firstReplaced = inputs.find((input) => input.credential !== null)?.name;
  return (
    <form className={classes.form} aria-label={t('inputsOf', { title })} onSubmit={(event) => event.preventDefault()}>
      <UnstyledButton className={classes.toggle} aria-expanded={opened} onClick={() => setToggled(!opened)}>
        <IconChevronRight size={14} aria-hidden className={classes.chevron} />
        {t('inputs')}
        <span className={classes.note}>{t(ready ? 'allFilledIn' : 'missing')}</span>
      </UnstyledButton>
      {opened && (
        <div className={classes.inputs}>
          {inputs.map((input) => (
            <Fragment key={input.name}>
              {input.name === firstReplaced && credential}
              {!replaced.has(input.name) && (
                <FlowInputField
                  input={input}
                  value={values[input.name] ?? ''}
                  hint={hints[input.name] ?? ''}
                  onChange={(value) => onChange(input.name, value)}
                />
              )}
            </Fragment>
          ))}
        </div>
      )}
    </form>
  );
}
