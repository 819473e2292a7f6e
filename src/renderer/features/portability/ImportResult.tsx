import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferResult } from '../../../protocol/models/data/portability.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { useFocusWhenLost } from '../../ui/use-focus-when-lost.ts';
import classes from './Portability.module.css';

type Props = { result: TransferResult; onDone: () => void; children?: ReactNode };

/** What an import has done, and the way back; `children` is what is left to do. */
export function ImportResult({ result, onDone, children }: Props) {
  const { t } = useTranslation('portability');
  const { t: common } = useTranslation();
  const undo = useCommandMutation('portability.undo');
  const [undone, setUndone] = useState(false);
  const close = useFocusWhenLost<HTMLButtonElement>(undone);
  const takeBack = async () => {
    const answer = await undo.mutateAsync({}).catch(() => null);
    if (answer) setUndone(true);
  };
  return (
    <Stack gap="sm">
      <Text className={classes.done} role="status">
        <IconCircleCheck size={18} aria-hidden />
        {undone
          ? t('result.undone')
          : t('result.done', { added: result.added.length, replaced: result.replaced.length, skipped: result.skipped })}
      </Text>
      {!undone && (
        <ul className={classes.touched} aria-label={t('result.list')}>
          {[...result.added, ...result.replaced].slice(0, 200).map(({ what, id, name }) => (
            <li key={`${what} ${id}`}>
              {name} <span className={classes.dim}>{t(`what.${what}`)}</span>
            </li>
          ))}
        </ul>
      )}
      {children}
      {undo.error && <ErrorAlert error={undo.error} />}
      <Group justify="flex-end" gap="sm">
        {!undone && (
          <Button variant="default" loading={undo.isPending} onClick={() => void takeBack()}>
            {t('result.undo')}
          </Button>
        )}
        <Button ref={close} onClick={onDone}>
          {common('actions.close')}
        </Button>
      </Group>
    </Stack>
  );
}
