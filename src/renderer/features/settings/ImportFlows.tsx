import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CommandOutput } from '../../../protocol/commands/index.ts';
import type { ContractSummary } from '../../../protocol/models/contract.ts';
import type { Flow } from '../../../protocol/models/exchanges/flow.ts';
import { callCommand, callHost } from '../../client/bridge.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { RefusedFile } from './RefusedFile.tsx';
import classes from './Settings.module.css';

export type CheckedFlows = { name: string; text: string; result: CommandOutput<'contracts.checkFlows'> };

/** Asks for an Arazzo file and has it checked against a contract. `null` when the person chose none. */
export async function chooseFlows(title: string, contractId: string): Promise<CheckedFlows | null> {
  const file = await callHost('host.openTextFile', { title, extensions: ['yaml', 'yml', 'json'] });
  if (!file) return null;
  return { ...file, result: await callCommand('contracts.checkFlows', { id: contractId, text: file.text }) };
}

function Flows({ flows }: { flows: readonly Flow[] }) {
  const { t } = useTranslation('settings');
  return (
    <ul className={classes.operations} aria-label={t('flows.list')}>
      {flows.map((flow) => (
        <li key={flow.id}>
          <code>{flow.id}</code>
          <span>{flow.title}</span>
          <span className={classes.note}>{flow.steps.map(({ title }) => title).join(' → ')}</span>
        </li>
      ))}
    </ul>
  );
}

type ImportFlowsProps = {
  contract: ContractSummary;
  file: CheckedFlows;
  /** The contract has flows already. */
  replaces: boolean;
  onClose: () => void;
  onAgain: () => void;
};

/** The flows a chosen file holds, to be kept with the contract; or where it is wrong. */
export function ImportFlows({ contract, file, replaces, onClose, onAgain }: ImportFlowsProps) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const add = useCommandMutation('contracts.importFlows');
  const { result } = file;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('flows.importTitle', { name: file.name, title: contract.title })}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      {result.ok ? (
        <Stack gap="md">
          <p className={classes.verdict} data-tone="ok">
            <IconCircleCheck size={18} aria-hidden />
            <span>{t('flows.valid', { count: result.flows.length, name: file.name, title: contract.title })}</span>
          </p>
          <Flows flows={result.flows} />
          {replaces && (
            <Text fz="xs" c="var(--cs-warn)" role="status">
              {t('flows.replaces')}
            </Text>
          )}
          {add.error && <ErrorAlert error={add.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {common('actions.cancel')}
            </Button>
            <Button
              loading={add.isPending}
              onClick={() => add.mutate({ id: contract.id, text: file.text }, { onSuccess: onClose })}
              data-autofocus
            >
              {t('flows.confirm')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <RefusedFile file={file} errors={result.errors} onAgain={onAgain} />
      )}
    </Modal>
  );
}
