import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppEvent } from '../../../protocol/events.ts';
import type { TrashEntry } from '../../../protocol/models/data/trash.ts';
import { useAction } from '../../app/actions.tsx';
import { useAppEvents } from '../../client/events.tsx';
import { asProblem, useCommandMutation } from '../../client/queries.ts';
import { notifyProblem } from '../../ui/notify.ts';
import classes from './Trash.module.css';

/** Long enough to read it and think again. */
const shownFor = 12_000;

const noticeOf = (id: string): string => `deleted-${id}`;

/** Brings a deletion back and says so. Without an id, the latest one. */
function useUndoDelete(): (id?: string) => Promise<void> {
  const { t } = useTranslation('trash');
  const { t: common } = useTranslation();
  const { mutateAsync } = useCommandMutation('trash.restore');
  return useCallback(
    async (id) => {
      const closeButtonProps = { 'aria-label': common('actions.close') };
      try {
        const restored = await mutateAsync(id === undefined ? {} : { id });
        for (const entry of restored) notifications.hide(noticeOf(entry.id));
        const message = restored.map(({ kind, name, count }) => t(`what.${kind}`, { name, count })).join(', ');
        notifications.show({ color: 'green', title: t('restored'), message, closeButtonProps });
      } catch (error) {
        if (id !== undefined || asProblem(error).problem.code !== 'not-found') return notifyProblem(error);
        notifications.show({ title: t('nothing'), message: t('nothingText'), closeButtonProps });
      }
    },
    [mutateAsync, t, common],
  );
}

function Notice({ entry, onUndo }: { entry: TrashEntry; onUndo: () => void }) {
  const { t } = useTranslation('trash');
  return (
    <div className={classes.notice}>
      <div>
        <p>{t(`what.${entry.kind}`, { name: entry.name, count: entry.count })}</p>
        <p className={classes.until}>{t('until')}</p>
      </div>
      <Button variant="default" leftSection={<IconArrowBackUp size={13} aria-hidden />} onClick={onUndo}>
        {t('undo')}
      </Button>
    </div>
  );
}

/** Tells of every deletion, whatever screen it was made on, and undoes it: here, by the menu, or from the palette. */
export function DeletionNotices() {
  const { t } = useTranslation('trash');
  const { t: common } = useTranslation();
  const undo = useUndoDelete();
  const undoLatest = useCallback(() => void undo(), [undo]);
  useAction('undo-delete', undoLatest);
  useAppEvents(
    useCallback(
      (event: AppEvent) => {
        if (event.type === 'menu.undo-delete') undoLatest();
        if (event.type !== 'trash.changed' || event.deleted === null) return;
        const entry = event.deleted;
        notifications.show({
          id: noticeOf(entry.id),
          title: t('deleted'),
          message: <Notice entry={entry} onUndo={() => void undo(entry.id)} />,
          autoClose: shownFor,
          closeButtonProps: { 'aria-label': common('actions.close') },
        });
      },
      [t, common, undo, undoLatest],
    ),
  );
  return null;
}
