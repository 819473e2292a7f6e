import { Tooltip } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './Care.module.css';
import { useCareWords } from './care-text.ts';
import { toneOf } from './tone.ts';
import { useCare } from './use-care.ts';

/** Beside a connection: its credential has expired, or soon will. Nothing otherwise. */
export function CareHint({ credentialId, short = false }: { credentialId: string | null; short?: boolean }) {
  const { t } = useTranslation('credentials');
  const words = useCareWords();
  const items = useCare(false).get(credentialId ?? '') ?? [];
  const item = items.find(({ kind }) => kind === 'expired' || kind === 'expires');
  if (item === undefined) return null;
  const text = t('care.hint', { what: words(item).short });
  return (
    <Tooltip label={`${text}. ${words(item).long}`} multiline maw={340}>
      <span className={classes.hint} data-tone={toneOf(item)} {...(short ? { role: 'img', 'aria-label': text } : {})}>
        <IconKey size={14} aria-hidden />
        {!short && text}
      </span>
    </Tooltip>
  );
}
