import { Button } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useHelp } from '../../app/help.tsx';
import { callHost } from '../../client/bridge.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Facts, Section } from './Section.tsx';
import classes from './Settings.module.css';

export function Shortcuts() {
  const { t } = useTranslation('settings');
  const { showHelp } = useHelp();
  return (
    <Section
      title={t('shortcuts.title')}
      text={t('shortcuts.text')}
      action={
        <Button variant="default" leftSection={<IconKeyboard size={14} aria-hidden />} onClick={showHelp}>
          {t('shortcuts.show')}
        </Button>
      }
    >
      {null}
    </Section>
  );
}

/** Versions, to read and to paste into a report. */
export function About() {
  const { t } = useTranslation('settings');
  const version = useCommandQuery('workspace.status', {}).data?.appVersion;
  const runtime = useQuery({ queryKey: ['host.runtime'], queryFn: () => callHost('host.runtime', {}) }).data;
  const rows = [
    { name: t('about.version'), value: version ?? '' },
    { name: t('about.runtime'), value: runtime ? t(`about.runtimes.${runtime.kind}`) : '' },
    { name: t('about.electron'), value: runtime?.electron ?? '' },
    { name: t('about.chromium'), value: runtime?.chromium ?? '' },
    { name: t('about.node'), value: runtime?.node ?? '' },
    { name: t('about.platform'), value: runtime?.platform ?? '' },
  ];
  const report = rows.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return (
    <Section
      title={t('about.title')}
      text={t('about.text')}
      action={<CopyButton text={report} label={t('about.copy')} />}
    >
      <Facts
        rows={rows.map(({ name, value }) => ({ name, value: <span className={classes.version}>{value}</span> }))}
      />
    </Section>
  );
}
