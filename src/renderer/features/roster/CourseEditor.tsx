import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Course, type CourseDraft, contextTypeSchema } from '../../../protocol/models/lti/roster.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { blankCourse, courseDraft, readCourse } from './drafts.ts';
import { EditorFrame } from './EditorFrame.tsx';
import { Groups } from './Groups.tsx';
import classes from './Roster.module.css';

const lines = ['title', 'label', 'contextId', 'offeringSourcedId', 'sectionSourcedId'] as const;
type Link = CourseDraft['placements'][number];
type LinksProps = { links: readonly Link[]; wrong: ReadonlySet<string>; onChange: (links: Link[]) => void };

function Links({ links, wrong, onChange }: LinksProps) {
  const { t } = useTranslation('roster');
  const set = (index: number, part: Partial<Link>) =>
    onChange(links.map((link, at) => (at === index ? { ...link, ...part } : link)));
  return (
    <section aria-label={t('course.links')}>
      <h3 className={classes.heading}>{t('course.links')}</h3>
      {links.length === 0 && <p className={classes.none}>{t('course.noLinks')}</p>}
      {links.map((link, index) => {
        const number = index + 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a new link has no id yet, and links keep their place
          <div key={index} className={classes.link}>
            <TextInput
              label={t('course.linkTitle', { number })}
              value={link.title}
              onChange={(event) => set(index, { title: event.currentTarget.value })}
            />
            <TextInput
              label={t('course.linkId', { number })}
              required
              value={link.resourceLinkId}
              error={wrong.has(`placements.${index}.resourceLinkId`) && t('invalid')}
              onChange={(event) => set(index, { resourceLinkId: event.currentTarget.value })}
            />
            <ActionIcon
              aria-label={t('course.removeLink', { number })}
              onClick={() => onChange(links.filter((_, at) => at !== index))}
            >
              <IconTrash size={15} aria-hidden />
            </ActionIcon>
            <TextInput
              className={classes.wide ?? ''}
              label={t('course.linkDescription', { number })}
              value={link.description}
              onChange={(event) => set(index, { description: event.currentTarget.value })}
            />
          </div>
        );
      })}
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconPlus size={13} aria-hidden />}
        onClick={() => onChange([...links, { resourceLinkId: '', title: '', description: '' }])}
      >
        {t('course.addLink')}
      </Button>
    </section>
  );
}

type CourseEditorProps = { course: Course | null; onSaved: (id: string) => void; onDeleted: () => void };

/** Somewhere to launch from: a course and its links to a tool. */
export function CourseEditor({ course, onSaved, onDeleted }: CourseEditorProps) {
  const { t } = useTranslation('roster');
  const [draft, setDraft] = useState<CourseDraft>(() => (course ? courseDraft(course) : blankCourse));
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const create = useCommandMutation('roster.createCourse');
  const update = useCommandMutation('roster.updateCourse');
  const remove = useCommandMutation('roster.deleteCourse');
  const set = (part: Partial<CourseDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setWrong(new Set());
  };
  const save = () => {
    const read = readCourse(draft);
    if (!read.ok) return setWrong(read.wrong);
    const onSuccess = ({ id }: Course) => onSaved(id);
    if (course) update.mutate({ id: course.id, draft: read.draft }, { onSuccess });
    else create.mutate({ draft: read.draft }, { onSuccess });
  };
  return (
    <EditorFrame
      name={course?.title ?? null}
      pending={create.isPending || update.isPending}
      error={create.error ?? update.error ?? remove.error}
      onSave={save}
      onDelete={() => course && remove.mutate({ id: course.id }, { onSuccess: onDeleted })}
    >
      <div className={classes.grid}>
        {lines.map((name) => (
          <TextInput
            key={name}
            label={t(`course.${name}`)}
            required={name === 'title' || name === 'contextId'}
            value={draft[name]}
            error={wrong.has(name) && t('invalid')}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => set({ [name]: event.currentTarget.value })}
          />
        ))}
        <Select
          label={t('course.type')}
          data={[...contextTypeSchema.options]}
          value={draft.type}
          onChange={(value) => {
            const read = contextTypeSchema.safeParse(value);
            if (read.success) set({ type: read.data });
          }}
        />
      </div>
      <Links links={draft.placements} wrong={wrong} onChange={(placements) => set({ placements })} />
      <Groups groups={draft.groups ?? []} wrong={wrong} onChange={(groups) => set({ groups })} />
    </EditorFrame>
  );
}
