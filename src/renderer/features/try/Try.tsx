import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { Contract, Operation } from '../../../protocol/models/contract.ts';
import type { Tab } from '../../app/navigation/tabs.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { formFromDraft } from './form/form-state.ts';
import classes from './Try.module.css';
import { TryScreen } from './TryScreen.tsx';

type TryProps = { tab: Tab; connection: Connection; contract: Contract; operation: Operation };

/** One operation of one connection: fill, see it signed, send, watch, read the verdict. */
export function Try({ tab, connection, contract, operation }: TryProps) {
  const { t } = useTranslation('try');
  const draft = useCommandQuery('connections.loadForm', { id: connection.id, operationId: operation.id });
  // A form that is there stays, with what was typed into it, though core cannot tell at the moment what it keeps of it.
  if (!draft.data && draft.error)
    return (
      <div className={classes.error}>
        <ErrorAlert error={draft.error} onRetry={() => void draft.refetch()} />
      </div>
    );
  if (!draft.data) return <div className={classes.loading} role="status" aria-label={t('loadingForm')} />;
  return (
    <TryScreen
      tab={tab}
      connection={connection}
      contract={contract}
      operation={operation}
      initial={formFromDraft(operation, draft.data)}
    />
  );
}
