import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandOutput } from '../../../protocol/commands/index.ts';
import type { Contract, ContractError, ContractSummary } from '../../../protocol/models/contract.ts';
import { callCommand, callHost } from '../../client/bridge.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { Method } from '../../ui/Method.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { ContractErrors } from './ContractErrors.tsx';
import { checkId, suggestId } from './contract-file.ts';
import { RefusedFile } from './RefusedFile.tsx';
import classes from './Settings.module.css';

export type CheckedFile = { name: string; text: string; result: CommandOutput<'contracts.check'> };

/** Asks for a file and has it checked. `null` when the person chose none. */
export async function chooseContract(title: string): Promise<CheckedFile | null> {
  const file = await callHost('host.openTextFile', { title, extensions: ['yaml', 'yml', 'json'] });
  if (!file) return null;
  return { ...file, result: await callCommand('contracts.check', { text: file.text }) };
}

function Operations({ contract }: { contract: Contract }) {
  const { t } = useTranslation('settings');
  return (
    <ul className={classes.operations} aria-label={t('contracts.operations')}>
      {contract.operations.map((operation) => (
        <li key={operation.id}>
          <Method method={operation.method} launch={operation.kind !== 'request'} />
          <code>{operation.path}</code>
          <span className={classes.note}>{operation.title}</span>
        </li>
      ))}
    </ul>
  );
}

type AcceptedProps = {
  text: string;
  contract: Contract;
  warnings: readonly ContractError[];
  contracts: readonly ContractSummary[];
  onDone: () => void;
};

function Accepted({ text, contract, warnings, contracts, onDone }: AcceptedProps) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const [id, setId] = useState(() => suggestId(contract.summary.title));
  const add = useCommandMutation('contracts.import');
  const check = checkId(id, contracts);
  const refused = check === 'built-in' || check === 'malformed';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!refused) add.mutate({ id, text }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <p className={classes.verdict} data-tone="ok">
          <IconCircleCheck size={18} aria-hidden />
          <span>
            <strong>
              {contract.summary.title} {contract.summary.version}
            </strong>{' '}
            {t('contracts.valid', { count: contract.operations.length })}{' '}
            {t(`contracts.signs.${contract.summary.credentialKind}`)}
          </span>
        </p>
        <Operations contract={contract} />
        {warnings.length > 0 && (
          <div>
            <Text fw={550} mb={4}>
              {t('contracts.warnings', { count: warnings.length })}
            </Text>
            <ContractErrors errors={warnings} text={text} tone="warning" label={t('contracts.warningList')} />
          </div>
        )}
        <TextInput
          label={t('contracts.id')}
          description={t('contracts.idHelp')}
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
          error={refused ? t(`contracts.idRefused.${check}`) : null}
          spellCheck={false}
          data-autofocus
        />
        {check === 'replaces' && (
          <Text fz="xs" c="var(--cs-warn)" role="status">
            {t('contracts.replaces')}
          </Text>
        )}
        {add.error && <ErrorAlert error={add.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" disabled={refused} loading={add.isPending}>
            {check === 'replaces' ? t('contracts.replace') : t('contracts.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type ImportContractProps = {
  file: CheckedFile;
  contracts: readonly ContractSummary[];
  onClose: () => void;
  onAgain: () => void;
};

/** What a chosen file holds, under which id to keep it; or where it is wrong. */
export function ImportContract({ file, contracts, onClose, onAgain }: ImportContractProps) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const { result } = file;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('contracts.importTitle', { name: file.name })}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      {result.ok ? (
        <Accepted
          text={file.text}
          contract={result.contract}
          warnings={result.warnings}
          contracts={contracts}
          onDone={onClose}
        />
      ) : (
        <RefusedFile file={file} errors={result.errors} onAgain={onAgain} />
      )}
    </Modal>
  );
}
