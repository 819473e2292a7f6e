import { NumberInput, Select, SimpleGrid, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { environmentSchema } from '../../../../protocol/models/connection.ts';
import { useCommandQuery } from '../../../client/queries.ts';
import type { FieldProps } from '../fields/field-props.ts';
import classes from './Details.module.css';
import { dayOf, endOfDay } from './date.ts';

/** The day from whose end on the other side refuses it. */
export function ExpiryField({ form, errors, change }: FieldProps) {
  const { t } = useTranslation('credentials');
  // What is typed is no day until it is whole.
  const [day, setDay] = useState(() => dayOf(form.expiresAt));
  return (
    <TextInput
      type="date"
      label={t('details.expires')}
      description={t('details.expiresHelp')}
      value={day}
      min="1970-01-02"
      max="9999-12-31"
      onChange={(event) => {
        const text = event.currentTarget.value;
        setDay(text);
        change({ expiresAt: endOfDay(text) });
      }}
      error={errors.expiresAt && t('form.missing.expiresAt')}
    />
  );
}

/** What a person says of a credential: nothing of it is secret, none of it has to be said. */
export function DetailsFields(props: FieldProps) {
  const { t } = useTranslation('credentials');
  const { t: common } = useTranslation();
  const { form, errors, change } = props;
  const credentials = useCommandQuery('credentials.list', {}).data ?? [];
  const knownTags = [...new Set(credentials.flatMap(({ details }) => details.tags))].sort();
  return (
    <section className={classes.fields} aria-label={t('details.title')}>
      <h3>{t('details.title')}</h3>
      <SimpleGrid cols={2} spacing="sm" verticalSpacing="sm">
        <Select
          label={t('details.environment')}
          description={t('details.environmentHelp')}
          placeholder={t('details.environmentNone')}
          data={environmentSchema.options.map((value) => ({ value, label: common(`environment.${value}`) }))}
          value={form.environment}
          onChange={(value) => change({ environment: environmentSchema.safeParse(value).data ?? null })}
          clearable
          clearButtonProps={{ 'aria-label': t('details.environmentNone') }}
        />
        <TagsInput
          label={t('details.tags')}
          description={t('details.tagsHelp')}
          data={knownTags}
          value={[...form.tags]}
          onChange={(tags) => change({ tags })}
          maxTags={50}
          error={errors.tags && t('form.missing.tags')}
        />
        <ExpiryField {...props} />
        <NumberInput
          label={t('details.rotateEvery')}
          description={t('details.rotateEveryHelp')}
          placeholder={t('details.rotateNever')}
          min={1}
          max={3650}
          allowDecimal={false}
          clampBehavior="strict"
          value={form.rotateEveryDays ?? ''}
          onChange={(value) => change({ rotateEveryDays: typeof value === 'number' ? value : null })}
          error={errors.rotateEveryDays && t('form.missing.other')}
        />
      </SimpleGrid>
      <Textarea
        mt="sm"
        label={t('details.notes')}
        description={t('details.notesHelp')}
        value={form.notes}
        onChange={(event) => change({ notes: event.currentTarget.value })}
        error={errors.notes && t('form.missing.other')}
        autosize
        minRows={2}
        maxRows={6}
      />
    </section>
  );
}
