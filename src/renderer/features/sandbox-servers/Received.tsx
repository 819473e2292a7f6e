import { SegmentedControl, UnstyledButton } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ReceivedRequest, type SandboxServer, sandboxServerSchema } from '../../../protocol/sandbox-control.ts';
import { callCommand } from '../../client/bridge.ts';
import { commandKey } from '../../client/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { KeyValueTable } from '../../ui/KeyValueTable.tsx';
import { Method } from '../../ui/Method.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { faultKinds, receivedOutcome } from './faults.ts';
import classes from './Sandbox.module.css';

/** The sandbox does not tell when a request arrives, so it is asked while somebody looks. */
const askEvery = 1500;

function useReceived(server: SandboxServer) {
  return useQuery({
    queryKey: commandKey('sandbox.received', { server }),
    queryFn: () => callCommand('sandbox.received', { server }),
    refetchInterval: askEvery,
  });
}

/** Why the answer was what it was, in words. */
function useReasonText(server: SandboxServer): (request: ReceivedRequest) => string {
  const { t } = useTranslation('sandbox');
  return (request) => {
    const kind = faultKinds(server).find((one) => one === request.fault);
    if (kind) return t('because', { fault: t(`kinds.${kind}`) });
    if (request.reason) return t(`reasons.${request.reason}`);
    return receivedOutcome(request) === 'accepted' ? t('accepted') : '';
  };
}

function Row({ request, server }: { request: ReceivedRequest; server: SandboxServer }) {
  const { t, i18n } = useTranslation('sandbox');
  const [open, setOpen] = useState(false);
  const reason = useReasonText(server)(request);
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'medium' }).format(new Date(request.at));
  return (
    <div className={classes.received} data-outcome={receivedOutcome(request)}>
      <UnstyledButton
        className={classes.receivedLine}
        aria-expanded={open}
        aria-label={t('requestLabel', {
          number: request.sequence,
          method: request.method,
          path: request.path,
          status: request.status ?? t('dropped'),
        })}
        onClick={() => setOpen(!open)}
      >
        <span className={classes.number}>{request.sequence}</span>
        <span className={classes.time}>{time}</span>
        <Method method={request.method} />
        <span className={classes.path} title={request.path}>
          {request.path}
        </span>
        <span className={classes.status}>{request.status ?? t('dropped')}</span>
        <span className={classes.reason}>{reason}</span>
      </UnstyledButton>
      {open && (
        <div className={classes.receivedDetail}>
          <div>
            <h3>{t('parameters')}</h3>
            <KeyValueTable rows={request.parameters} label={t('parameters')} />
          </div>
          <div>
            <h3>{t('headers')}</h3>
            <KeyValueTable rows={request.headers} label={t('headers')} />
          </div>
        </div>
      )}
    </div>
  );
}

/** What the counterparties saw, newest first: the other side of what the history shows. */
export function Received() {
  const { t } = useTranslation('sandbox');
  const [server, setServer] = useState<SandboxServer>('examPlatform');
  const received = useReceived(server);
  const rows = [...(received.data ?? [])].reverse();
  return (
    <section className={classes.receivedPart} aria-label={t('received')}>
      <div className={classes.receivedHead}>
        <h2>{t('received')}</h2>
        <SegmentedControl
          aria-label={t('receivedBy')}
          data={sandboxServerSchema.options.map((value) => ({ value, label: t(`servers.${value}.name`) }))}
          value={server}
          onChange={setServer}
        />
      </div>
      {received.error && <ErrorAlert error={received.error} onRetry={() => void received.refetch()} />}
      {received.data && rows.length === 0 && (
        <EmptyState icon={IconInbox} title={t('nothingReceived')} text={t('nothingReceivedText')} />
      )}
      {rows.length > 0 && (
        <VirtualList
          key={server}
          items={rows}
          label={t('received')}
          rowHeight={() => 32}
          itemKey={(one) => String(one.sequence)}
        >
          {(request) => <Row request={request} server={server} />}
        </VirtualList>
      )}
    </section>
  );
}
