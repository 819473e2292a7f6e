import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callHost } from '../../client/bridge.ts';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { notifyProblem } from '../../ui/notify.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';

/** What can be done when the data was moved to a folder that is not there now. */
export function MovedTrouble() {
  const { t } = useTranslation('whereabouts');
  const use = useCommandMutation('data.use');
  const [leaving, setLeaving] = useState(false);
  const choose = async () => {
    const chosen = await callHost('host.chooseFolder', { title: t('trouble.chooseTitle') });
    if (chosen !== null) await use.mutateAsync({ folder: chosen.path });
  };
  return (
    <>
      <Button variant="default" loading={use.isPending} onClick={() => void choose().catch(notifyProblem)}>
        {t('trouble.choose')}
      </Button>
      <Button variant="default" onClick={() => setLeaving(true)}>
        {t('trouble.home')}
      </Button>
      {leaving && <GoHome onClose={() => setLeaving(false)} />}
    </>
  );
}

function GoHome({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('whereabouts');
  const { t: common } = useTranslation();
  const location = useCommandQuery('data.location', {}).data;
  const go = useCommandMutation('data.useHome');
  const home = location?.home ?? '';
  const confirm = async () => {
    try {
      await go.mutateAsync({});
      onClose();
    } catch {
      // Shown below, as `go.error`.
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('trouble.homeTitle')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <Stack gap="md">
        <Text>{t(location?.homeHasData === true ? 'trouble.homeOld' : 'trouble.homeEmpty', { home })}</Text>
        {go.error && <ErrorAlert error={go.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common('actions.cancel')}
          </Button>
          <Button loading={go.isPending} onClick={() => void confirm()}>
            {t('trouble.homeConfirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
