import { Button, Popover } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PresetNote } from '../../../protocol/models/lti/lti.ts';
import classes from './LaunchAs.module.css';

type NotesPopoverProps = { preset: string; notes: readonly PresetNote[]; onShowField: (name: string) => void };

/** Every quirk of the chosen launch: the field, what is odd about it, and where that is known from. */
export function NotesPopover({ preset, notes, onShowField }: NotesPopoverProps) {
  const { t } = useTranslation('lms');
  const [opened, setOpened] = useState(false);
  const show = (field: string) => {
    setOpened(false);
    onShowField(field);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={400} shadow="md" trapFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconSparkles size={13} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {t('notes.button', { count: notes.length })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <h3 className={classes.popTitle}>{t('notes.title', { preset })}</h3>
        <ul className={classes.notes} aria-label={t('notes.title', { preset })}>
          {notes.map((note, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a field may have several notes, in order
            <li key={index}>
              <div className={classes.noteHead}>
                {note.field === '' ? (
                  <strong>{t('notes.wholeLaunch')}</strong>
                ) : (
                  <Button variant="default" size="compact-xs" ff="monospace" fw={400} onClick={() => show(note.field)}>
                    {note.field}
                  </Button>
                )}
                <span className={classes.basis} data-basis={note.source.basis}>
                  {t(`notes.basis.${note.source.basis}`)}
                </span>
              </div>
              <p>{note.quirk}</p>
              {note.source.document !== '' && <p className={classes.dim}>{note.source.document}</p>}
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
