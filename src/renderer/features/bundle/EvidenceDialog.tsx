import { Button, Checkbox, Group, Modal, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { personalChoices } from '../../../protocol/models/data/bundle.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { SaveButton } from '../../ui/SaveButton.tsx';
import { VaultGate } from '../vault/VaultGate.tsx';
import classes from './Bundle.module.css';
import { type Choices, type EvidenceSource, firstChoices } from './choices.ts';
import { Preview } from './Preview.tsx';
import { useMadeBundle } from './use-made-bundle.ts';

function ChoiceFields({ choices, onChange }: { choices: Choices; onChange: (part: Partial<Choices>) => void }) {
  const { t } = useTranslation('bundle');
  return (
    <div className={classes.form}>
      <Radio.Group
        label={t('personal.label')}
        value={choices.personal}
        onChange={(value) => {
          const personal = personalChoices.find((one) => one === value);
          if (personal) onChange({ personal });
        }}
      >
        <Stack gap={6} mt={4}>
          {personalChoices.map((one) => (
            <Radio key={one} value={one} label={t(`personal.${one}`)} description={t(`personal.${one}Help`)} />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t('fields')}
        description={t('fieldsHelp')}
        value={choices.fields}
        onChange={(event) => onChange({ fields: event.currentTarget.value })}
      />
      <Checkbox
        label={t('bodies')}
        checked={choices.bodies}
        onChange={(event) => onChange({ bodies: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('cookieNames')}
        checked={choices.cookieNames}
        onChange={(event) => onChange({ cookieNames: event.currentTarget.checked })}
      />
      <Textarea
        label={t('note')}
        description={t('noteHelp')}
        autosize
        minRows={2}
        maxRows={5}
        maxLength={4000}
        value={choices.note}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
    </div>
  );
}

function Maker({ source, onClose }: { source: EvidenceSource; onClose: () => void }) {
  const { t } = useTranslation('bundle');
  const [given] = useState(source);
  const [choices, setChoices] = useState<Choices>(firstChoices);
  const { made, error, making } = useMadeBundle(given, choices);
  return (
    <Stack gap="md">
      <Text fz="sm">{t('lead')}</Text>
      <div className={classes.columns}>
        <ChoiceFields choices={choices} onChange={(part) => setChoices({ ...choices, ...part })} />
        <div>
          {error && <ErrorAlert error={error} />}
          {!error && <Preview made={made} making={making} />}
        </div>
      </div>
      <Group justify="flex-end">
        <Button variant="subtle" onClick={onClose}>
          {t('close')}
        </Button>
        <SaveButton
          label={t('save')}
          variant="filled"
          disabled={made === null || making}
          file={async () =>
            made === null
              ? null
              : {
                  title: t('saveTitle'),
                  name: made.fileName,
                  extensions: ['html'],
                  content: { as: 'text', text: made.html },
                }
          }
        />
      </Group>
    </Stack>
  );
}

/** What is to be in the file, and what will be: the preview is the finished file, searched for secrets already. */
export function EvidenceDialog({ source, onClose }: { source: EvidenceSource; onClose: () => void }) {
  const { t } = useTranslation('bundle');
  const { t: common } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      size={820}
      title={t('title')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <VaultGate reason={t('needsVault')}>
        <Maker source={source} onClose={onClose} />
      </VaultGate>
    </Modal>
  );
}
