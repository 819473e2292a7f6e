import { Alert, Button, Checkbox, Group, NumberInput, Progress, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import {
  defaultProbeAttempts,
  fewestProbeAttempts,
  mostProbeAttempts,
  type Probe,
} from '../../../protocol/models/exchanges/probe.ts';
import { hostOf } from '../../ui/format.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { FindingCard } from '../doctor/report/FindingCard.tsx';
import { Attempts } from './Attempts.tsx';
import { hostsIn } from './offer.ts';
import classes from './Probe.module.css';
import { type ProbeState, useProbe } from './use-probe.ts';

/** Asks for consent, then the tool; shows how far it is, and what follows. */
export function ProbeDialog({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation('probe');
  const { state, start, cancel, again } = useProbe(exchange.probe ?? null);
  const ask = (maxAttempts: number, internalHosts: string[]) =>
    start({ exchangeId: exchange.id, maxAttempts, internalHosts });
  switch (state.step) {
    case 'asking':
      return <Consent host={hostOf(exchange.url)} onStart={ask} />;
    case 'running':
      return <Running progress={state.progress} onStop={cancel} />;
    case 'done':
      return <Result probe={state.probe} onAgain={again} />;
    case 'failed':
      return (
        <ErrorAlert error={state.error}>
          <Button size="compact-xs" variant="default" onClick={again}>
            {t('again')}
          </Button>
        </ErrorAlert>
      );
  }
}

function Consent({ host, onStart }: { host: string; onStart: (attempts: number, hosts: string[]) => void }) {
  const { t } = useTranslation('probe');
  const [agreed, setAgreed] = useState(false);
  const [hosts, setHosts] = useState('');
  const [attempts, setAttempts] = useState(defaultProbeAttempts);
  return (
    <Stack gap="md">
      <Text size="sm">{t('how')}</Text>
      <TextInput
        label={t('internalHosts')}
        description={t('internalHostsHelp')}
        value={hosts}
        onChange={(event) => setHosts(event.currentTarget.value)}
      />
      <NumberInput
        label={t('attempts')}
        value={attempts}
        min={fewestProbeAttempts}
        max={mostProbeAttempts}
        clampBehavior="strict"
        allowDecimal={false}
        w={180}
        onChange={(value) => setAttempts(typeof value === 'number' ? value : defaultProbeAttempts)}
      />
      <Alert variant="light" color="yellow" icon={<IconAlertTriangle aria-hidden />}>
        {t('warning', { count: attempts, host })}
      </Alert>
      <Checkbox label={t('consent')} checked={agreed} onChange={(event) => setAgreed(event.currentTarget.checked)} />
      <Group justify="flex-end">
        <Button disabled={!agreed} onClick={() => onStart(Math.max(fewestProbeAttempts, attempts), hostsIn(hosts))}>
          {t('start')}
        </Button>
      </Group>
    </Stack>
  );
}

type RunningProps = { progress: Extract<ProbeState, { step: 'running' }>['progress']; onStop: () => void };

function Running({ progress, onStop }: RunningProps) {
  const { t } = useTranslation('probe');
  const percent = progress === null ? 0 : Math.min(100, (progress.tried / Math.max(1, progress.of)) * 100);
  return (
    <Stack gap="sm">
      <Progress value={percent} aria-label={t('progress')} />
      <Group justify="space-between">
        <Text size="sm" role="status">
          {progress === null ? t('starting') : t('launch', { tried: progress.tried, of: progress.of })}
        </Text>
        <Button variant="default" onClick={onStop}>
          {t('stop')}
        </Button>
      </Group>
    </Stack>
  );
}

function Result({ probe, onAgain }: { probe: Probe; onAgain: () => void }) {
  const { t } = useTranslation('probe');
  const { finding, conclusion, attempts } = probe;
  return (
    <Stack gap="md">
      <section aria-label={t('conclusion')}>
        {finding === null ? (
          <p className={classes.conclusion} role="status">
            {conclusion}
          </p>
        ) : (
          <ul className={classes.findings}>
            <FindingCard finding={{ from: 'signature', severity: 'error', finding }} withEvidence />
          </ul>
        )}
      </section>
      <Attempts attempts={attempts} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onAgain}>
          {t('again')}
        </Button>
      </Group>
    </Stack>
  );
}
