import { Button, Modal, Tabs, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../client/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { CourseEditor } from './CourseEditor.tsx';
import { PersonEditor } from './PersonEditor.tsx';
import classes from './Roster.module.css';

/** An id, something new (`null`), or nothing chosen. */
type Selected = { id: string | null } | undefined;
type Entry = { id: string; title: string; text: string };

type SideProps = {
  label: string;
  entries: readonly Entry[];
  selected: Selected;
  onSelect: (id: string | null) => void;
  addLabel: string;
  newLabel: string;
  children: ReactNode;
};

function Side({ label, entries, selected, onSelect, addLabel, newLabel, children }: SideProps) {
  return (
    <div className={classes.side}>
      <div className={classes.list}>
        <ul aria-label={label}>
          {entries.map(({ id, title, text }) => (
            <li key={id}>
              <UnstyledButton
                className={classes.entry}
                aria-current={selected?.id === id || undefined}
                onClick={() => onSelect(id)}
              >
                <span>{title}</span>
                <span className={classes.dim}>{text}</span>
              </UnstyledButton>
            </li>
          ))}
          {selected?.id === null && (
            <li>
              <UnstyledButton className={classes.entry} aria-current>
                {newLabel}
              </UnstyledButton>
            </li>
          )}
        </ul>
        <Button variant="default" leftSection={<IconPlus size={13} aria-hidden />} onClick={() => onSelect(null)}>
          {addLabel}
        </Button>
      </div>
      <div className={classes.detail}>{children}</div>
    </div>
  );
}

type Selection = {
  selected: Selected;
  /** Counts what was selected: each has an editor of its own. */
  turn: number;
  select: (id: string | null) => void;
  /** What the editor on the screen led to; nothing when somebody went on to another meanwhile. */
  settle: (next: Selected) => void;
};

function useSelection(): Selection {
  const [{ selected, turn }, set] = useState<Pick<Selection, 'selected' | 'turn'>>({ selected: undefined, turn: 0 });
  return {
    selected,
    turn,
    select: (id) => set((before) => ({ selected: { id }, turn: before.turn + 1 })),
    settle: (next) => set((before) => (before.turn === turn ? { selected: next, turn: turn + 1 } : before)),
  };
}

function People() {
  const { t } = useTranslation('roster');
  const roster = useCommandQuery('roster.list', {});
  const { selected, turn, select, settle } = useSelection();
  const people = roster.data?.people ?? [];
  const person = people.find(({ id }) => id === selected?.id) ?? null;
  return (
    <Side
      label={t('people')}
      entries={people.map(({ id, fullName, roles }) => ({ id, title: fullName, text: roles }))}
      selected={selected}
      onSelect={select}
      addLabel={t('addPerson')}
      newLabel={t('newPerson')}
    >
      {roster.error && <ErrorAlert error={roster.error} />}
      {selected && (selected.id === null || person) ? (
        <PersonEditor
          key={turn}
          person={person}
          onDeleted={() => settle(undefined)}
          onSaved={(id) => {
            settle({ id });
            notifications.show({ message: t('saved'), color: 'green' });
          }}
        />
      ) : (
        <EmptyState icon={IconUsersGroup} title={t('nonePerson')} />
      )}
    </Side>
  );
}

function Courses() {
  const { t } = useTranslation('roster');
  const roster = useCommandQuery('roster.list', {});
  const { selected, turn, select, settle } = useSelection();
  const courses = roster.data?.courses ?? [];
  const course = courses.find(({ id }) => id === selected?.id) ?? null;
  return (
    <Side
      label={t('courses')}
      entries={courses.map(({ id, title, label }) => ({ id, title, text: label }))}
      selected={selected}
      onSelect={select}
      addLabel={t('addCourse')}
      newLabel={t('newCourse')}
    >
      {selected && (selected.id === null || course) ? (
        <CourseEditor
          key={turn}
          course={course}
          onDeleted={() => settle(undefined)}
          onSaved={(id) => {
            settle({ id });
            notifications.show({ message: t('saved'), color: 'green' });
          }}
        />
      ) : (
        <EmptyState icon={IconUsersGroup} title={t('noneCourse')} />
      )}
    </Side>
  );
}

/** The people and courses of the workspace, to be changed. */
export function RosterDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('roster');
  const { t: common } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={800}
      title={t('title')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <p className={classes.none}>{t('text')}</p>
      <Tabs defaultValue="people" keepMounted={false}>
        <Tabs.List aria-label={t('title')}>
          <Tabs.Tab value="people">{t('people')}</Tabs.Tab>
          <Tabs.Tab value="courses">{t('courses')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people">
          <People />
        </Tabs.Panel>
        <Tabs.Panel value="courses">
          <Courses />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}
