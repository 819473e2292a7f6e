import { Checkbox, Input, TagsInput, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person, PersonDraft } from '../../../protocol/models/lti/roster.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { RolesInput } from '../lms/RolesInput.tsx';
import { blankPerson, personDraft, readPerson } from './drafts.ts';
import { EditorFrame } from './EditorFrame.tsx';
import classes from './Roster.module.css';

const lines = [
  'fullName',
  'givenName',
  'familyName',
  'userId',
  'username',
  'email',
  'sourcedId',
  'locale',
  'imageUrl',
] as const;

type PersonEditorProps = { person: Person | null; onSaved: (id: string) => void; onDeleted: () => void };

/** Somebody to launch as. */
export function PersonEditor({ person, onSaved, onDeleted }: PersonEditorProps) {
  const { t } = useTranslation('roster');
  const [draft, setDraft] = useState<PersonDraft>(() => (person ? personDraft(person) : blankPerson));
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const create = useCommandMutation('roster.createPerson');
  const update = useCommandMutation('roster.updatePerson');
  const remove = useCommandMutation('roster.deletePerson');
  const rolesId = useId();
  const set = (part: Partial<PersonDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setWrong(new Set());
  };
  const save = () => {
    const read = readPerson(draft);
    if (!read.ok) return setWrong(read.wrong);
    const onSuccess = ({ id }: Person) => onSaved(id);
    if (person) update.mutate({ id: person.id, draft: read.draft }, { onSuccess });
    else create.mutate({ draft: read.draft }, { onSuccess });
  };
  return (
    <EditorFrame
      name={person?.fullName ?? null}
      pending={create.isPending || update.isPending}
      error={create.error ?? update.error ?? remove.error}
      onSave={save}
      onDelete={() => person && remove.mutate({ id: person.id }, { onSuccess: onDeleted })}
    >
      <div className={classes.grid}>
        {lines.map((name) => (
          <TextInput
            key={name}
            label={t(`person.${name}`)}
            required={name === 'fullName' || name === 'userId'}
            value={draft[name]}
            error={wrong.has(name) && t('invalid')}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => set({ [name]: event.currentTarget.value })}
          />
        ))}
      </div>
      <Input.Wrapper label={t('person.roles')} labelProps={{ htmlFor: rolesId }} size="xs">
        <RolesInput id={rolesId} value={draft.roles} onChange={(roles) => set({ roles })} />
      </Input.Wrapper>
      <Checkbox
        size="xs"
        label={t('person.inactive')}
        checked={draft.status === 'Inactive'}
        onChange={(event) => set({ status: event.currentTarget.checked ? 'Inactive' : 'Active' })}
      />
      <TagsInput
        label={t('person.mentorOf')}
        value={draft.mentorOf}
        onChange={(mentorOf) => set({ mentorOf })}
        splitChars={[',', ' ']}
      />
    </EditorFrame>
  );
}
