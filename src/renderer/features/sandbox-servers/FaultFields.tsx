import { Group, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { bodies, cookiePolicies, drops, type FaultForm, frameValues } from './faults.ts';

export type FaultFieldsProps = { form: FaultForm; change: (part: Partial<FaultForm>) => void };

/** Hands on what was chosen, as one of the values there are. */
function choose<T extends string>(values: readonly T[], onChoose: (value: T) => void) {
  return (chosen: string | null) => {
    const found = values.find((one) => one === chosen);
    if (found !== undefined) onChoose(found);
  };
}

function StatusFields({ form, change }: FaultFieldsProps) {
  const { t } = useTranslation('sandbox');
  return (
    <Group gap="sm" grow>
      <NumberInput
        label={t('fields.status')}
        min={200}
        max={599}
        allowDecimal={false}
        value={form.status}
        onChange={(status) => change({ status })}
      />
      <Select
        label={t('fields.body')}
        data={bodies.map((value) => ({ value, label: t(`bodies.${value}`) }))}
        value={form.body}
        onChange={choose(bodies, (body) => change({ body }))}
      />
    </Group>
  );
}

/** The values of the chosen kind of fault; some have none. */
export function FaultFields({ form, change }: FaultFieldsProps) {
  const { t } = useTranslation('sandbox');
  switch (form.kind) {
    case 'status':
      return <StatusFields form={form} change={change} />;
    case 'delay':
      return (
        <NumberInput
          label={t('fields.milliseconds')}
          min={1}
          max={600_000}
          step={500}
          allowDecimal={false}
          value={form.milliseconds}
          onChange={(milliseconds) => change({ milliseconds })}
        />
      );
    case 'clock-skew':
      return (
        <NumberInput
          label={t('fields.seconds')}
          description={t('fields.secondsHelp')}
          min={-864_000}
          max={864_000}
          step={60}
          allowDecimal={false}
          value={form.seconds}
          onChange={(seconds) => change({ seconds })}
        />
      );
    case 'huge-body':
      return (
        <NumberInput
          label={t('fields.megabytes')}
          min={1}
          max={1024}
          allowDecimal={false}
          value={form.megabytes}
          onChange={(megabytes) => change({ megabytes })}
        />
      );
    case 'x-frame-options':
      return (
        <Select
          label={t('fields.value')}
          data={[...frameValues]}
          value={form.value}
          onChange={choose(frameValues, (value) => change({ value }))}
        />
      );
    case 'frame-ancestors':
      return (
        <TagsInput
          label={t('fields.sources')}
          description={t('fields.sourcesHelp')}
          splitChars={[' ', ',']}
          value={[...form.sources]}
          onChange={(sources) => change({ sources })}
        />
      );
    case 'drop-connection':
      return (
        <Select
          label={t('fields.when')}
          data={drops.map((value) => ({ value, label: t(`drops.${value}`) }))}
          value={form.when}
          onChange={choose(drops, (when) => change({ when }))}
        />
      );
    case 'content-type':
      return (
        <TextInput
          label={t('fields.contentType')}
          value={form.contentType}
          spellCheck={false}
          onChange={(event) => change({ contentType: event.currentTarget.value })}
        />
      );
    case 'cookies':
      return (
        <Select
          label={t('fields.policy')}
          data={cookiePolicies.map((value) => ({ value, label: t(`policies.${value}`) }))}
          value={form.policy}
          onChange={choose(cookiePolicies, (policy) => change({ policy }))}
        />
      );
    case 'redirect-loop':
    case 'html-errors':
      return null;
  }
}
