import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import { type FieldProblem, fieldLocationSchema, type Operation } from '../../../../protocol/models/contract.ts';
import { QuirkMark } from '../../lms/QuirkMark.tsx';
import { type FormAction, type FormState, fieldKey } from './form-state.ts';
import classes from './OperationForm.module.css';

type ExtraFieldsProps = {
  operation: Operation;
  form: FormState;
  change: Dispatch<FormAction>;
  problems: ReadonlyMap<string, readonly FieldProblem[]>;
};

/** Fields the contract does not know: a test bench must be able to send them. */
export function ExtraFields({ operation, form, change, problems }: ExtraFieldsProps) {
  const { t } = useTranslation('try');
  const places = fieldLocationSchema.options
    .filter((place) => place !== 'path' && (place !== 'body' || operation.bodyEncoding !== 'none'))
    .map((value) => ({ value, label: t(`form.place.${value}`) }));
  const usual = operation.bodyEncoding === 'none' ? 'query' : 'body';
  return (
    <section aria-label={t('form.extra')}>
      {form.extras.length > 0 && <p className={classes.help}>{t('form.extraHelp')}</p>}
      {form.extras.map((extra, index) => {
        const number = index + 1;
        const set = (part: { name?: string; value?: string }) => change({ type: 'change-extra', key: extra.key, part });
        const wrong = extra.name !== '' && problems.get(fieldKey(extra))?.some(({ level }) => level === 'error');
        return (
          <div key={extra.key} className={classes.extra}>
            <Select
              aria-label={t('form.extraPlace', { number })}
              data={places}
              value={extra.in}
              onChange={(value) => {
                const place = fieldLocationSchema.safeParse(value);
                if (place.success) change({ type: 'change-extra', key: extra.key, part: { in: place.data } });
              }}
            />
            <TextInput
              aria-label={t('form.extraName', { number })}
              classNames={{ input: classes.input ?? '' }}
              value={extra.name}
              error={wrong}
              rightSection={<QuirkMark field={extra.name} />}
              spellCheck={false}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
            <TextInput
              aria-label={t('form.extraValue', { number })}
              classNames={{ input: classes.input ?? '' }}
              value={extra.value}
              spellCheck={false}
              onChange={(event) => set({ value: event.currentTarget.value })}
            />
            <ActionIcon
              aria-label={t('form.removeExtra', { number })}
              onClick={() => change({ type: 'remove-extra', key: extra.key })}
            >
              <IconTrash size={15} aria-hidden />
            </ActionIcon>
          </div>
        );
      })}
      <Button
        variant="subtle"
        size="compact-xs"
        mt={6}
        leftSection={<IconPlus size={13} aria-hidden />}
        onClick={() => change({ type: 'add-extra', in: usual })}
      >
        {t('form.addExtra')}
      </Button>
    </section>
  );
}
