import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadingNote } from '../../../protocol/models/advantage/registration.ts';
import classes from './Registrations.module.css';

const open: readonly ReadingNote['status'][] = ['wrong', 'missing', 'noted'];

/** What became of each member of a configuration; what needs a person first. */
export function ReadingNotes({ notes }: { notes: readonly ReadingNote[] }) {
  const { t } = useTranslation('registrations');
  const needing = notes.filter(({ status }) => open.includes(status));
  const [all, setAll] = useState(false);
  const shown = all ? notes : needing;
  const count = (wanted: ReadingNote['status']) => notes.filter(({ status }) => status === wanted).length;
  return (
    <section className={classes.notes} aria-label={t('notes.title')}>
      <div className={classes.notesHead}>
        <p role="status">
          {t('notes.summary', {
            understood: count('understood'),
            ignored: count('ignored'),
            open: needing.length,
          })}
        </p>
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(!all)}>
          {all ? t('notes.showOpen') : t('notes.showAll', { count: notes.length })}
        </Button>
      </div>
      {shown.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('notes.member')}</th>
              <th scope="col">{t('notes.seen')}</th>
              <th scope="col">{t('notes.note')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ member, status, seen, note }) => (
              <tr key={member}>
                <th scope="row">
                  <code>{member}</code>
                </th>
                <td>
                  <code>{seen}</code>
                </td>
                <td>
                  <span className={classes.status} data-status={status}>
                    {t(`notes.status.${status}`)}
                  </span>{' '}
                  {note}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
