import { Checkbox, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AdvantageSetup } from '../../../../protocol/models/advantage/launch.ts';
import { negativeCaseIdSchema, negativeGroupSchema } from '../../../../protocol/models/advantage/negative.ts';
import { useCommandQuery } from '../../../client/queries.ts';
import classes from './AdvantageForm.module.css';

type Props = { setup: AdvantageSetup; change: (part: Partial<AdvantageSetup>) => void };

/** One thing to do wrong, and whether to stop before each leg. */
export function WrongPicker({ setup, change }: Props) {
  const { t } = useTranslation('advantage');
  const cases = useCommandQuery('suite.cases', {}).data ?? [];
  const chosen = cases.find(({ id }) => id === setup.wrong);
  return (
    <>
      <Select
        label={t('wrong.label')}
        placeholder={t('wrong.none')}
        data={negativeGroupSchema.options.map((group) => ({
          group: t(`wrong.groups.${group}`),
          items: cases.filter((one) => one.group === group).map(({ id, title }) => ({ value: id, label: title })),
        }))}
        value={setup.wrong}
        onChange={(value) => change({ wrong: negativeCaseIdSchema.safeParse(value).data ?? null })}
        maxDropdownHeight={300}
        clearable
        searchable
      />
      {chosen && (
        <p className={classes.dim}>
          {chosen.detail} {t(`wrong.expectation.${chosen.expectation}`)} {chosen.source}
        </p>
      )}
      <Checkbox
        label={t('wrong.stepped')}
        checked={setup.stepped}
        onChange={(event) => change({ stepped: event.currentTarget.checked })}
      />
    </>
  );
}
