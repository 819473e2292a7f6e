import { ActionIcon, Button, MultiSelect, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type CourseGroup, newGroupId } from '../../../protocol/models/lti/roster.ts';
import { useCommandQuery } from '../../client/queries.ts';
import classes from './Roster.module.css';

type GroupsProps = {
  groups: readonly CourseGroup[];
  wrong: ReadonlySet<string>;
  onChange: (groups: CourseGroup[]) => void;
};

/** The groups of a course, each with its people, as LTI 1.3 tools read them (Course Groups 1.0). */
export function Groups({ groups, wrong, onChange }: GroupsProps) {
  const { t } = useTranslation('roster');
  const people = useCommandQuery('roster.list', {}).data?.people ?? [];
  const names = new Map(people.map(({ userId, fullName }) => [userId, fullName]));
  const members = [...names].map(([value, label]) => ({ value, label }));
  const set = (id: string, part: Partial<CourseGroup>) =>
    onChange(groups.map((group) => (group.id === id ? { ...group, ...part } : group)));
  return (
    <section aria-label={t('course.groups')}>
      <h3 className={classes.heading}>{t('course.groups')}</h3>
      {groups.length === 0 && <p className={classes.none}>{t('course.noGroups')}</p>}
      {groups.map(({ id, name, set: setName, userIds }, index) => {
        const number = index + 1;
        return (
          <div key={id} className={classes.link}>
            <TextInput
              label={t('course.groupName', { number })}
              required
              value={name}
              error={wrong.has(`groups.${index}.name`) && t('invalid')}
              onChange={(event) => set(id, { name: event.currentTarget.value })}
            />
            <TextInput
              label={t('course.groupSet', { number })}
              value={setName}
              error={wrong.has(`groups.${index}.set`) && t('invalid')}
              onChange={(event) => set(id, { set: event.currentTarget.value })}
            />
            <ActionIcon
              aria-label={t('course.removeGroup', { number })}
              onClick={() => onChange(groups.filter((group) => group.id !== id))}
            >
              <IconTrash size={15} aria-hidden />
            </ActionIcon>
            <MultiSelect
              className={classes.wide ?? ''}
              label={t('course.groupMembers', { number })}
              data={members}
              value={userIds}
              onChange={(chosen) => set(id, { userIds: chosen })}
              searchable
            />
          </div>
        );
      })}
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconPlus size={13} aria-hidden />}
        onClick={() => onChange([...groups, { id: newGroupId(groups), name: '', set: '', userIds: [] }])}
      >
        {t('course.addGroup')}
      </Button>
    </section>
  );
}
