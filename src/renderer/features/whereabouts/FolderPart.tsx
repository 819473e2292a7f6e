import { Alert, Button, Group } from '@mantine/core';
import { IconFolderOpen, IconFolderSymlink } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callHost } from '../../client/bridge.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { notifyProblem } from '../../ui/notify.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { Facts, Section } from '../settings/Section.tsx';
import { MoveData } from './MoveData.tsx';
import { PathFact } from './PathFact.tsx';
import { RemoveOld } from './RemoveOld.tsx';

/** The folder everything is in: shown, opened, moved. */
export function FolderPart() {
  const { t } = useTranslation('whereabouts');
  const location = useCommandQuery('data.location', {});
  const where = useCommandQuery('vault.whereabouts', {}).data;
  const [to, setTo] = useState<string | null>(null);
  const [removing, setRemoving] = useState(false);
  const choose = async () => {
    const chosen = await callHost('host.chooseFolder', { title: t('move.choose') });
    if (chosen !== null) setTo(chosen.path);
  };
  if (location.error) return <ErrorAlert error={location.error} />;
  if (!location.data) return null;
  const { folder, database, old } = location.data;
  return (
    <Section title={t('folder.title')} text={t('folder.text')}>
      <Facts
        rows={[
          { name: t('folder.folder'), value: <PathFact path={folder} what={t('folder.folder')} /> },
          { name: t('folder.database'), value: <PathFact path={database} what={t('folder.database')} /> },
          ...(where
            ? [{ name: t('folder.bodies'), value: <PathFact path={where.bodies} what={t('folder.bodies')} /> }]
            : []),
        ]}
      />
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={13} aria-hidden />}
          onClick={() => void callHost('host.openDataFolder', {}).catch(notifyProblem)}
        >
          {t('folder.openFolder')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFolderSymlink size={13} aria-hidden />}
          onClick={() => void choose().catch(notifyProblem)}
        >
          {t('folder.move')}
        </Button>
      </Group>
      {old !== null && (
        <Alert color="yellow">
          {t('folder.old', { folder: old })}
          <Group mt="xs">
            <Button variant="default" onClick={() => setRemoving(true)}>
              {t('folder.removeOld')}
            </Button>
          </Group>
        </Alert>
      )}
      {to !== null && <MoveData from={folder} to={to} onClose={() => setTo(null)} />}
      {removing && old !== null && <RemoveOld old={old} now={folder} onClose={() => setRemoving(false)} />}
    </Section>
  );
}
