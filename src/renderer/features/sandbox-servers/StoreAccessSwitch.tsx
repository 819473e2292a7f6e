import { Button, Group, Input, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoreAccess } from '../../../protocol/sandbox-control.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import classes from './Sandbox.module.css';

const kinds = ['full', 'plan'] as const;

/** What the library store gives users who enter by LTI: everything, or a plan they are assigned automatically. */
export function StoreAccessSwitch({ access }: { access: StoreAccess }) {
  const { t } = useTranslation('sandbox');
  const set = useCommandMutation('sandbox.setStoreAccess');
  const [plan, setPlan] = useState(access.kind === 'plan' ? access.plan : t('access.samplePlan'));
  const typed = plan.trim();
  const assign = (event: FormEvent) => {
    event.preventDefault();
    if (typed !== '') set.mutate({ access: { kind: 'plan', plan: typed } });
  };
  const choose = (kind: string) => {
    if (kind === 'full') set.mutate({ access: { kind: 'full' } });
    else set.mutate({ access: { kind: 'plan', plan: typed === '' ? t('access.samplePlan') : typed } });
  };
  const changed = access.kind === 'plan' && typed !== access.plan;
  return (
    <form onSubmit={assign} aria-label={t('access.label')}>
      <Stack gap="xs">
        <div>
          <Input.Label component="span">{t('access.label')}</Input.Label>
          <SegmentedControl
            aria-label={t('access.label')}
            data={kinds.map((value) => ({ value, label: t(`access.${value}`) }))}
            value={access.kind}
            disabled={set.isPending}
            onChange={choose}
          />
        </div>
        {access.kind === 'plan' && (
          <Group gap="sm" align="flex-end" wrap="nowrap">
            <TextInput
              label={t('access.planName')}
              value={plan}
              maxLength={100}
              flex={1}
              onChange={(event) => setPlan(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" disabled={!changed || typed === ''} loading={set.isPending}>
              {t('access.assign')}
            </Button>
          </Group>
        )}
        <p className={classes.note} role="status">
          {access.kind === 'full' ? t('access.saysFull') : t('access.saysPlan', { plan: access.plan })}
        </p>
        {set.error && <ErrorAlert error={set.error} />}
      </Stack>
    </form>
  );
}
