import { notifications } from '@mantine/notifications';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppEvent } from '../../protocol/events.ts';
import { type Problem, ReceivedProblem } from '../../protocol/problem.ts';
import { callHost } from '../client/bridge.ts';
import { useAppEvents } from '../client/events.tsx';
import { DataTrouble } from '../features/backups/DataTrouble.tsx';
import { notifyProblem } from '../ui/notify.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import classes from './Banners.module.css';

function useCoreNotices(): Problem | null {
  const { t } = useTranslation();
  const [failed, setFailed] = useState<Problem | null>(null);
  useAppEvents(
    useCallback(
      (event: AppEvent) => {
        if (event.type === 'core.failed') setFailed(event.problem);
        if (event.type === 'workspace.replaced') setFailed(null);
        if (event.type === 'backups.changed' && event.problem !== null)
          notifyProblem(new ReceivedProblem(event.problem));
        if (event.type !== 'core.restarted') return;
        setFailed(null);
        notifications.show({
          id: 'core-restarted',
          color: 'yellow',
          title: t('banner.restarted'),
          message: t('banner.restartedDetail', { reason: event.reason }),
          autoClose: false,
          closeButtonProps: { 'aria-label': t('actions.close') },
        });
      },
      [t],
    ),
  );
  return failed;
}

/** What must be seen before anything else: an outdated runtime, a core that is gone. */
export function Banners() {
  const { t } = useTranslation();
  const runtime = useQuery({ queryKey: ['host.runtime'], queryFn: () => callHost('host.runtime', {}) });
  const failed = useCoreNotices();
  return (
    <>
      {runtime.data?.kind === 'fallback' && (
        <div className={classes.fallback} role="note">
          <IconAlertTriangle size={14} aria-hidden />
          {t('banner.fallback', { electron: runtime.data.electron })}
        </div>
      )}
      {failed && (
        <div className={classes.failed}>
          <ProblemAlert problem={failed} />
          <DataTrouble problem={failed} />
        </div>
      )}
    </>
  );
}
