import { ActionIcon, Button, Select, Tooltip, UnstyledButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconChevronRight, IconUsersGroup, IconWand } from '@tabler/icons-react';
import { type Dispatch, type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { Field, Operation } from '../../../protocol/models/contract.ts';
import { type LaunchSetup, launchSetupOf, type PresetChoice } from '../../../protocol/models/lti/launch-setup.ts';
import { lmsPresetIdSchema, privacyLevelSchema } from '../../../protocol/models/lti/lti.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { RosterDialog } from '../roster/RosterDialog.tsx';
import type { FormAction, FormState } from '../try/form/form-state.ts';
import classes from './LaunchAs.module.css';
import { NotesPopover } from './NotesPopover.tsx';
import { NotesContext } from './notes-context.ts';
import { OptionsPopover } from './OptionsPopover.tsx';
import { differences, notesByField, withPreset } from './preset.ts';
import { ServicesPopover } from './ServicesPopover.tsx';
import { type LaunchAsState, useLaunchAs } from './use-launch-as.ts';

type LaunchAsProps = {
  connection: Connection;
  operation: Operation;
  form: FormState;
  change: Dispatch<FormAction>;
  onShowField: (field: Pick<Field, 'in' | 'name'>) => void;
  /** The form: its fields are marked where the preset has something to say. */
  children: ReactNode;
};

type BarProps = Omit<LaunchAsProps, 'connection' | 'children'> & { state: LaunchAsState };

type ChoicesProps = {
  state: LaunchAsState;
  /** Of LTI 1.3: “plain” stands for that version then. */
  isAdvantage: boolean;
  onChoose: (part: Partial<PresetChoice>) => void;
};

function Choices({ state, isAdvantage, onChoose }: ChoicesProps) {
  const { t } = useTranslation('lms');
  const { presets, roster, choice, chosen } = state;
  const preset = presets.find(({ id }) => id === choice.preset);
  return (
    <div className={classes.choices}>
      <Select
        aria-label={t('preset')}
        data={presets.map(({ id, title }) => ({
          value: id,
          label: isAdvantage && id === 'plain' ? t('plainAdvantage') : title,
        }))}
        value={choice.preset}
        onChange={(value) => {
          const read = lmsPresetIdSchema.safeParse(value);
          if (read.success) onChoose({ preset: read.data, options: [] });
        }}
      />
      <Select
        aria-label={t('person')}
        data={roster.people.map(({ id, fullName, roles }) => ({
          value: id,
          label: `${fullName} (${roles.split(',')[0]})`,
        }))}
        value={chosen?.person.id ?? null}
        onChange={(personId) => onChoose({ personId })}
        searchable
      />
      <Select
        aria-label={t('placement')}
        data={roster.courses
          .filter(({ placements }) => placements.length > 0)
          .map(({ id, title, placements }) => ({
            group: title,
            items: placements.map((link) => ({
              value: `${id}/${link.id}`,
              label: link.title || link.resourceLinkId,
            })),
          }))}
        value={chosen ? `${chosen.course.id}/${chosen.placement.id}` : null}
        onChange={(value) => {
          const [courseId = null, placementId = null] = value?.split('/') ?? [];
          onChoose({ courseId, placementId });
        }}
        searchable
      />
      <Select
        aria-label={t('privacy')}
        data={preset?.privacy.map(({ level, title }) => ({ value: level, label: title })) ?? []}
        value={choice.privacy}
        title={preset?.privacy.find(({ level }) => level === choice.privacy)?.effect}
        onChange={(value) => {
          const read = privacyLevelSchema.safeParse(value);
          if (read.success) onChoose({ privacy: read.data });
        }}
      />
    </div>
  );
}

/** Whether the form says what the preset says. */
function Match({ operation, form, state }: Pick<BarProps, 'operation' | 'form' | 'state'>) {
  const { t } = useTranslation('lms');
  const filled = state.choice.filled.length > 0;
  if (!state.applied || !filled) return null;
  const count = differences(operation, form, state.applied.fields);
  return (
    <span className={classes.match} role="status" data-same={count === 0}>
      {count === 0 ? t('matches') : t('differs', { count })}
    </span>
  );
}

function Bar({ operation, form, change, onShowField, state }: BarProps) {
  const { t } = useTranslation('lms');
  const [opened, setOpened] = useLocalStorage({
    key: 'countersign.launch-as',
    defaultValue: window.innerHeight >= 680,
  });
  const [editing, setEditing] = useState(false);
  const { presets, choice, chosen, applied } = state;
  const preset = presets.find(({ id }) => id === choice.preset);
  // What a launch of LTI 1.3 says is claims, made of the choice as it is sent: there is no form to fill in.
  const isForm = operation.kind === 'launch';
  const setUp = (part: LaunchSetup) =>
    change({ type: 'choose', part: { launchSetup: launchSetupOf({ ...form.launchSetup, ...part }) } });
  const choose = (part: Partial<PresetChoice>) => setUp({ preset: { ...choice, ...part } });
  const ids = chosen && { personId: chosen.person.id, courseId: chosen.course.id, placementId: chosen.placement.id };
  const fillIn = () => {
    if (applied && ids) change({ type: 'replace', form: withPreset(operation, form, applied, { ...choice, ...ids }) });
  };
  const show = (name: string) => {
    const field = operation.fields.find((one) => one.name === name);
    onShowField({ in: field?.in ?? 'body', name });
  };
  return (
    <section className={classes.bar} aria-label={t('launchAs')}>
      <div className={classes.head}>
        <UnstyledButton className={classes.toggle} aria-expanded={opened} onClick={() => setOpened(!opened)}>
          <IconChevronRight size={13} aria-hidden className={classes.chevron} />
          <span className={classes.title}>{t('launchAs')}</span>
          {!opened && chosen && (
            <span className={classes.summary}>
              {t('summary', {
                preset: preset?.title ?? '',
                person: chosen.person.fullName,
                placement: chosen.placement.title,
              })}
            </span>
          )}
        </UnstyledButton>
        {opened && isForm && <Match operation={operation} form={form} state={state} />}
        <Tooltip label={t('editRoster')}>
          <ActionIcon size="sm" aria-label={t('editRoster')} onClick={() => setEditing(true)}>
            <IconUsersGroup size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
      {opened && <Choices state={state} isAdvantage={!isForm} onChoose={choose} />}
      {opened && !chosen && <p className={classes.warning}>{t('emptyRoster')}</p>}
      {state.error && <ErrorAlert error={state.error} />}
      {opened && preset && (
        <div className={classes.tools}>
          <OptionsPopover
            key={preset.id}
            preset={preset}
            choice={choice}
            setup={form.launchSetup}
            onChoose={choose}
            onSetUp={setUp}
          />
          {isForm && <ServicesPopover setup={form.launchSetup} onChange={(platform) => setUp({ platform })} />}
          {isForm && applied && applied.notes.length > 0 && (
            <NotesPopover preset={preset.title} notes={applied.notes} onShowField={show} />
          )}
          {isForm && (
            <Tooltip label={t('fillInHelp')}>
              <Button
                className={classes.fill}
                variant="light"
                size="compact-xs"
                leftSection={<IconWand size={13} aria-hidden />}
                disabled={!applied || !chosen}
                onClick={fillIn}
              >
                {t('fillIn')}
              </Button>
            </Tooltip>
          )}
        </div>
      )}
      <RosterDialog opened={editing} onClose={() => setEditing(false)} />
    </section>
  );
}

/** Above the form of an LTI launch: as which LMS, whom and from where, with what is special about each. */
export function LaunchAs(props: LaunchAsProps) {
  return props.operation.lti ? <LtiLaunchAs {...props} /> : props.children;
}

function LtiLaunchAs({ connection, children, ...rest }: LaunchAsProps) {
  const { operation, form } = rest;
  const state = useLaunchAs(connection, operation, form);
  const applied = state && state.choice.filled.length > 0 ? state.applied : undefined;
  const notes = useMemo(() => notesByField(applied?.notes ?? []), [applied]);
  return (
    <NotesContext value={notes}>
      {state && <Bar {...rest} state={state} />}
      {children}
    </NotesContext>
  );
}
