import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistrationSheet } from '../../../protocol/models/advantage/registration.ts';
import type { Overlap } from '../../../protocol/models/vault/credential-details.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { VaultGate } from '../vault/VaultGate.tsx';

const overlaps = {
  week: { kind: 'for', hours: 168 },
  day: { kind: 'for', hours: 24 },
  month: { kind: 'for', hours: 720 },
  'until-ended': { kind: 'until-ended' },
  none: { kind: 'none' },
} as const satisfies Record<string, Overlap>;
const names = ['week', 'day', 'month', 'until-ended', 'none'] as const;

function Rotate({ sheet, onClose }: { sheet: RegistrationSheet; onClose: () => void }) {
  const { t } = useTranslation('registrations');
  const { t: common } = useTranslation();
  const rotate = useCommandMutation('registrations.rotateKey');
  const [chosen, setChosen] = useState<keyof typeof overlaps>('week');
  const confirm = () => {
    rotate
      .mutateAsync({ id: sheet.credentialId, overlap: overlaps[chosen] })
      .then(onClose)
      .catch(() => undefined);
  };
  return (
    <Stack gap="md">
      <Text fz="sm">{t('rotate.text')}</Text>
      <Radio.Group
        label={t('rotate.overlap')}
        value={chosen}
        onChange={(value) => setChosen(names.find((name) => name === value) ?? 'week')}
      >
        <Stack gap={6} mt={6}>
          {names.map((name) => (
            <Radio
              key={name}
              size="xs"
              value={name}
              label={t(`rotate.overlaps.${name}`)}
              description={name === 'none' ? t('rotate.none') : undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      {rotate.error && <ErrorAlert error={rotate.error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {common('actions.cancel')}
        </Button>
        <Button loading={rotate.isPending} onClick={confirm}>
          {t('rotate.confirm')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Makes a new key of this platform for one tool, after saying what the tool will see and until when. */
export function RotateKeyButton({ sheet }: { sheet: RegistrationSheet }) {
  const { t } = useTranslation('registrations');
  const { t: common } = useTranslation();
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <Button variant="default" leftSection={<IconRefresh size={14} aria-hidden />} onClick={dialog.open}>
        {t('rotate.button')}
      </Button>
      <Modal
        opened={opened}
        onClose={dialog.close}
        size={480}
        title={t('rotate.title', { name: sheet.name })}
        closeButtonProps={{ 'aria-label': common('actions.close') }}
      >
        <VaultGate reason={t('needsVault')}>
          <Rotate sheet={sheet} onClose={dialog.close} />
        </VaultGate>
      </Modal>
    </>
  );
}
