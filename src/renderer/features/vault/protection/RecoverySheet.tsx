import { Button, Checkbox, Group, Stack } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SaveButton } from '../../../ui/SaveButton.tsx';
import classes from '../Vault.module.css';

type RecoverySheetProps = { recoveryKey: string; name: string; onDone: () => void };

/** A new recovery key, this once: to print, or to write down. It is gone from the window when the dialog closes. */
export function RecoverySheet({ recoveryKey, name, onDone }: RecoverySheetProps) {
  const { t } = useTranslation('vault');
  const [kept, setKept] = useState(false);
  const text = t('recovery.file', { name, recoveryKey });
  return (
    <Stack gap="sm" className={classes.sheet ?? ''}>
      <p>{t('recovery.text')}</p>
      <output className={classes.recoveryKey} aria-label={t('recovery.label')}>
        {recoveryKey}
      </output>
      <p className={classes.note}>{t('recovery.how')}</p>
      <Group gap="xs" className={classes.notPrinted ?? ''}>
        <Button variant="default" leftSection={<IconPrinter size={14} aria-hidden />} onClick={() => window.print()}>
          {t('recovery.print')}
        </Button>
        <SaveButton
          label={t('recovery.save')}
          file={{
            title: t('recovery.save'),
            name: 'countersign-recovery-key.txt',
            extensions: ['txt'],
            content: { as: 'text', text },
          }}
        />
      </Group>
      <Checkbox label={t('recovery.kept')} checked={kept} onChange={(event) => setKept(event.currentTarget.checked)} />
      <Button disabled={!kept} onClick={onDone}>
        {t('recovery.done')}
      </Button>
    </Stack>
  );
}
