import { Button, Group, Stack } from '@mantine/core';
import { IconFileX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ContractError } from '../../../protocol/models/contract.ts';
import { ContractErrors } from './ContractErrors.tsx';
import classes from './Settings.module.css';

type RefusedFileProps = {
  file: { name: string; text: string };
  errors: readonly ContractError[];
  onAgain: () => void;
};

/** A chosen file that cannot be used: every place that is wrong, and the way to choose again. */
export function RefusedFile({ file, errors, onAgain }: RefusedFileProps) {
  const { t } = useTranslation('settings');
  return (
    <Stack gap="md">
      <p className={classes.verdict} data-tone="bad" role="alert">
        <IconFileX size={18} aria-hidden />
        <span>
          <strong>{t('contracts.refused', { count: errors.length, name: file.name })}</strong>{' '}
          {t('contracts.refusedFix')}
        </span>
      </p>
      <ContractErrors errors={errors} text={file.text} tone="error" label={t('contracts.errorList')} />
      <Group justify="flex-end">
        <Button onClick={onAgain}>{t('contracts.chooseAgain')}</Button>
      </Group>
    </Stack>
  );
}
