import { Button, Group, SegmentedControl, Select, Stack } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBooks,
  IconBug,
  IconBuildingStore,
  IconCircleCheck,
  IconSchool,
  type TablerIcon,
} from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SandboxStatus } from '../../../protocol/commands/workspace.ts';
import type { SandboxFault, SandboxServer, StoreAccess } from '../../../protocol/sandbox-control.ts';
import { sandboxToolSchema } from '../../../protocol/sandbox-tool.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { AdvantageTool } from './AdvantageTool.tsx';
import { FaultFields } from './FaultFields.tsx';
import { faultKinds, faultParameters, formOf, readFault } from './faults.ts';
import classes from './Sandbox.module.css';
import { StoreAccessSwitch } from './StoreAccessSwitch.tsx';

const icons: Readonly<Record<SandboxServer, TablerIcon>> = {
  examPlatform: IconSchool,
  bookshelf: IconBooks,
  libraryStore: IconBuildingStore,
  misbehavingTool: IconBug,
};

/** A fault in a sentence. */
export function useFaultText(): (fault: SandboxFault) => string {
  const { t } = useTranslation('sandbox');
  return (fault) => {
    const values = faultParameters(fault);
    switch (fault.kind) {
      case 'status':
        return t('says.status', { ...values, body: t(`bodies.${fault.body}`) });
      case 'drop-connection':
        return t('says.drop-connection', { when: t(`drops.${fault.when}`) });
      case 'cookies':
        return t('says.cookies', { policy: t(`policies.${fault.policy}`) });
      default:
        return t(`says.${fault.kind}`, values);
    }
  };
}

function FaultEditor({ server, fault }: { server: SandboxServer; fault: SandboxFault | null }) {
  const { t } = useTranslation('sandbox');
  const [form, setForm] = useState(() => formOf(fault));
  const set = useCommandMutation('sandbox.setFault');
  const read = readFault(form);
  const kinds = faultKinds(server);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (read) set.mutate({ server, fault: read });
  };
  return (
    <form onSubmit={submit} aria-label={t('editor', { server: t(`servers.${server}.name`) })}>
      <Stack gap="sm">
        <Select
          label={t('fields.kind')}
          data={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          value={form.kind}
          maxDropdownHeight={320}
          onChange={(chosen) => setForm({ ...form, kind: kinds.find((one) => one === chosen) ?? form.kind })}
        />
        <FaultFields form={form} change={(part) => setForm((before) => ({ ...before, ...part }))} />
        {!read && (
          <p className={classes.invalid} role="status">
            {t('invalid')}
          </p>
        )}
        <Group gap="sm" justify="space-between">
          <SegmentedControl
            aria-label={t('fields.once')}
            data={[
              { value: 'always', label: t('always') },
              { value: 'once', label: t('once') },
            ]}
            value={form.once ? 'once' : 'always'}
            onChange={(value) => setForm({ ...form, once: value === 'once' })}
          />
          <Button type="submit" variant="default" disabled={!read} loading={set.isPending}>
            {t('apply')}
          </Button>
        </Group>
        {set.error && <ErrorAlert error={set.error} />}
      </Stack>
    </form>
  );
}

function FaultState({ server, fault }: { server: SandboxServer; fault: SandboxFault | null }) {
  const { t } = useTranslation('sandbox');
  const say = useFaultText();
  const clear = useCommandMutation('sandbox.setFault');
  if (!fault)
    return (
      <p className={classes.state} data-tone="ok">
        <IconCircleCheck size={16} aria-hidden />
        {t('healthy')}
      </p>
    );
  return (
    <div className={classes.state} data-tone="bad" role="status">
      <IconAlertTriangle size={16} aria-hidden />
      <span className={classes.stateText}>
        <strong>{say(fault)}</strong> {fault.once ? t('untilOnce') : t('untilCleared')}
      </span>
      <Button
        size="compact-xs"
        variant="default"
        loading={clear.isPending}
        aria-label={t('clearOf', { server: t(`servers.${server}.name`) })}
        onClick={() => clear.mutate({ server, fault: null })}
      >
        {t('clear')}
      </Button>
    </div>
  );
}

type ServerCardProps = SandboxStatus['servers'][number] & {
  /** What a store gives its users; `null` for a server that is none. */
  access: StoreAccess | null;
};

/** One counterparty: where it is, what is wrong with it now, and what should be. */
export function ServerCard({ server, url, fault, access }: ServerCardProps) {
  const { t } = useTranslation('sandbox');
  const Icon = icons[server];
  const name = t(`servers.${server}.name`);
  const tool = sandboxToolSchema.safeParse(server);
  return (
    <section className={classes.card} aria-label={name} data-faulty={fault !== null}>
      <div className={classes.cardHead}>
        <Icon size={22} stroke={1.5} aria-hidden />
        <div>
          <h2>{name}</h2>
          <p className={classes.note}>{t(`servers.${server}.text`)}</p>
        </div>
      </div>
      <div className={classes.address}>
        <span data-selectable>{url}</span>
        <CopyButton text={url} label={t('copyAddress', { server: name })} />
      </div>
      {tool.success && <AdvantageTool tool={tool.data} origin={url} />}
      {access && <StoreAccessSwitch key={JSON.stringify(access)} access={access} />}
      <FaultState server={server} fault={fault} />
      <FaultEditor key={JSON.stringify(fault)} server={server} fault={fault} />
    </section>
  );
}
