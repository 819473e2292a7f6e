import { ActionIcon, Button } from '@mantine/core';
import { IconFileImport, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContractSummary } from '../../../protocol/models/contract.ts';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { type CheckedFlows, chooseFlows, ImportFlows } from './ImportFlows.tsx';
import classes from './Settings.module.css';

/** The flows of an imported contract, and the way to bring, replace or remove them. */
export function ContractFlows({ contract }: { contract: ContractSummary }) {
  const { t } = useTranslation('settings');
  const flows = useCommandQuery('flows.list', { contractId: contract.id });
  const remove = useCommandMutation('contracts.deleteFlows');
  const [file, setFile] = useState<CheckedFlows | null>(null);
  const [choosing, setChoosing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const choose = () => {
    setChoosing(true);
    setError(null);
    chooseFlows(t('flows.choose'), contract.id)
      .then((chosen) => chosen && setFile(chosen))
      .catch(setError)
      .finally(() => setChoosing(false));
  };
  const titles = (flows.data ?? []).map(({ title }) => title);
  const failure = error ?? remove.error ?? flows.error;
  const removable = titles.length > 0 || flows.error !== null;
  return (
    <div className={classes.flows}>
      <div className={classes.flowLine}>
        <p className={classes.note}>
          {titles.length > 0 ? t('flows.some', { count: titles.length, titles: titles.join(', ') }) : t('flows.none')}
        </p>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconFileImport size={13} aria-hidden />}
          aria-label={t('flows.importFor', { title: contract.title })}
          loading={choosing}
          onClick={choose}
        >
          {t('flows.import')}
        </Button>
        {removable && (
          <ActionIcon
            size="sm"
            aria-label={t('flows.delete', { title: contract.title })}
            loading={remove.isPending}
            onClick={() => remove.mutate({ id: contract.id })}
          >
            <IconX size={13} aria-hidden />
          </ActionIcon>
        )}
      </div>
      {failure != null && <ErrorAlert error={failure} />}
      {file && (
        <ImportFlows
          key={file.text}
          contract={contract}
          file={file}
          replaces={removable}
          onClose={() => setFile(null)}
          onAgain={choose}
        />
      )}
    </div>
  );
}
