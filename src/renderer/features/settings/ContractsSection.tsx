import { ActionIcon, Button } from '@mantine/core';
import { IconFileImport, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContractSummary } from '../../../protocol/models/contract.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { ContractFlows } from './ContractFlows.tsx';
import { sortContracts } from './contract-file.ts';
import { DeleteContract } from './DeleteContract.tsx';
import { type CheckedFile, chooseContract, ImportContract } from './ImportContract.tsx';
import { Section } from './Section.tsx';
import classes from './Settings.module.css';

function Row({ contract, onDelete }: { contract: ContractSummary; onDelete: () => void }) {
  const { t } = useTranslation('settings');
  return (
    <li className={classes.contract}>
      <div className={classes.contractText}>
        <p>
          <strong>{contract.title}</strong> {contract.version} <code>{contract.id}</code>
        </p>
        <p className={classes.note}>
          {t('contracts.operationCount', { count: contract.operationCount })} ·{' '}
          {t(`contracts.signs.${contract.credentialKind}`)}
        </p>
        {!contract.builtIn && <ContractFlows contract={contract} />}
      </div>
      <span className={classes.origin} data-built-in={contract.builtIn}>
        {contract.builtIn ? t('contracts.builtIn') : t('contracts.imported')}
      </span>
      {!contract.builtIn && (
        <ActionIcon aria-label={t('contracts.delete', { title: contract.title })} onClick={onDelete}>
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}

/** Contracts there are, and the way to bring one's own. */
export function ContractsSection() {
  const { t } = useTranslation('settings');
  const list = useCommandQuery('contracts.list', {});
  const [file, setFile] = useState<CheckedFile | null>(null);
  const [choosing, setChoosing] = useState(false);
  const [deleting, setDeleting] = useState<ContractSummary | null>(null);
  const [error, setError] = useState<unknown>(null);
  const choose = () => {
    setChoosing(true);
    setError(null);
    chooseContract(t('contracts.choose'))
      .then((chosen) => chosen && setFile(chosen))
      .catch(setError)
      .finally(() => setChoosing(false));
  };
  const failure = error ?? list.error;
  return (
    <Section
      title={t('contracts.title')}
      text={t('contracts.text')}
      action={
        <Button
          variant="default"
          leftSection={<IconFileImport size={14} aria-hidden />}
          loading={choosing}
          onClick={choose}
        >
          {t('contracts.import')}
        </Button>
      }
    >
      {failure != null && <ErrorAlert error={failure} />}
      <ul className={classes.contracts} aria-label={t('contracts.title')}>
        {sortContracts(list.data ?? []).map((contract) => (
          <Row key={contract.id} contract={contract} onDelete={() => setDeleting(contract)} />
        ))}
      </ul>
      {file && (
        <ImportContract
          key={file.text}
          file={file}
          contracts={list.data ?? []}
          onClose={() => setFile(null)}
          onAgain={choose}
        />
      )}
      {deleting && <DeleteContract contract={deleting} onClose={() => setDeleting(null)} />}
    </Section>
  );
}
