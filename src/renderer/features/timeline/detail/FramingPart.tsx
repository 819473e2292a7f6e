import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { diagnoseExchangeInputSchema } from '../../../../protocol/models/exchanges/exchange-diagnosis.ts';
import type { Framing } from '../../../../protocol/models/exchanges/timeline.ts';
import { KeyValueTable } from '../../../ui/KeyValueTable.tsx';
import classes from './Detail.module.css';

/** Origin of the LMS a launch is judged for; `undefined`: the one it was recorded with. */
export type FramingChoice = { chosen: string | undefined; onChoose: (origin: string | undefined) => void };

const originSchema = diagnoseExchangeInputSchema.shape.framingOrigin;

function OtherOrigin({ choice: { chosen, onChoose } }: { choice: FramingChoice }) {
  const { t } = useTranslation('timeline');
  const [origin, setOrigin] = useState(chosen ?? '');
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = originSchema.safeParse(origin.trim().replace(/\/$/, ''));
    setWrong(!read.success);
    if (read.success) onChoose(read.data);
  };
  return (
    <form className={classes.origin} onSubmit={submit}>
      <TextInput
        label={t('framing.origin')}
        placeholder={t('framing.originHelp')}
        value={origin}
        error={isWrong && t('framing.originWrong')}
        onChange={(event) => setOrigin(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {t('framing.judge')}
      </Button>
      {chosen !== undefined && (
        <Button variant="subtle" onClick={() => onChoose(undefined)}>
          {t('framing.reset')}
        </Button>
      )}
    </form>
  );
}

type FramingPartProps = { framing: Framing; origin: string | null; choice: FramingChoice };

/** Whether the page may be shown in the frame of the LMS, by which header. */
export function FramingPart({ framing, origin, choice }: FramingPartProps) {
  const { t } = useTranslation('timeline');
  return (
    <>
      <h4>{t('detail.framing')}</h4>
      <p>
        <strong data-verdict={framing.verdict}>{t(`framing.verdict.${framing.verdict}`)}.</strong> {framing.detail}
        {origin !== null && ` ${t('framing.by', { origin })}.`}
      </p>
      {framing.lines.length > 0 && <KeyValueTable rows={framing.lines} label={t('detail.framing')} />}
      <OtherOrigin choice={choice} />
    </>
  );
}
