import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './Credentials.module.css';
import { strayCharacters, withoutStray } from './stray.ts';

type StrayWarningProps = { text: string; label: string; onTrim: (trimmed: string) => void };

/** Says which blanks and invisible characters a value holds, and offers to take them away; never does so unasked. */
export function StrayWarning({ text, label, onTrim }: StrayWarningProps) {
  const { t } = useTranslation('credentials');
  const found = strayCharacters(text);
  if (found.length === 0) return null;
  const words = found.map(({ kind, place, count }) =>
    t(`stray.${place}`, { what: t(`stray.kinds.${kind}`, { count }) }),
  );
  return (
    <div className={classes.stray} role="status">
      <IconAlertTriangle size={14} aria-hidden />
      <span>{t('stray.found', { what: words.join(', ') })}</span>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('stray.trimOf', { field: label })}
        onClick={() => onTrim(withoutStray(text))}
      >
        {t('stray.trim')}
      </Button>
    </div>
  );
}
