import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaptureSummary } from '../../../protocol/models/lti/catcher.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { Ago } from '../../ui/Ago.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import classes from './Catcher.module.css';
import { kindKeys } from './kinds.ts';

type Props = { captures: readonly CaptureSummary[]; shown: string | null; onChoose: (id: string) => void };

function ClearDialog({ ids, onClose }: { ids: string[]; onClose: () => void }) {
  const { t } = useTranslation('catcher');
  const { t: common } = useTranslation();
  const remove = useCommandMutation('catcher.deleteCaptures');
  const confirm = async () => {
    await remove.mutateAsync({ ids });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('list.clearTitle')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <Stack gap="md">
        <Text>{t('list.clearText')}</Text>
        {remove.error && <ErrorAlert error={remove.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common('actions.cancel')}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => void confirm().catch(() => undefined)}>
            {t('list.clear')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** What was caught, the newest first; it grows by itself. */
export function CaptureList({ captures, shown, onChoose }: Props) {
  const { t } = useTranslation('catcher');
  const [clearing, setClearing] = useState(false);
  return (
    <section className={classes.list} aria-label={t('list.title')}>
      <div className={classes.bar}>
        <h2>{t('list.title')}</h2>
        {captures.length > 0 && (
          <Button variant="subtle" size="xs" onClick={() => setClearing(true)}>
            {t('list.clear')}
          </Button>
        )}
      </div>
      {captures.length === 0 && <p className={classes.note}>{t('list.empty')}</p>}
      <ul>
        {captures.map(({ id, at, kind, label, sender, verdict, errors, headline, kept }) => (
          <li key={id}>
            <button
              type="button"
              className={classes.item}
              data-verdict={verdict}
              aria-current={id === shown || undefined}
              onClick={() => onChoose(id)}
            >
              <span className={classes.itemHead}>
                <strong>{t(`kinds.${kindKeys[kind]}`)}</strong>
                <Ago at={at} />
              </span>
              <span>
                {t(`verdict.${verdict}`)}
                {errors > 0 && ` · ${t('list.errors', { count: errors })}`}
                {!kept && ` · ${t('list.notKept')}`}
              </span>
              <span className={classes.sender}>{[label, sender].filter((text) => text !== '').join(' · ')}</span>
              {headline !== '' && <span className={classes.headline}>{headline}</span>}
            </button>
          </li>
        ))}
      </ul>
      {clearing && <ClearDialog ids={captures.map(({ id }) => id)} onClose={() => setClearing(false)} />}
    </section>
  );
}
