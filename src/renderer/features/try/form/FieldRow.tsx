import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconDotsVertical } from '@tabler/icons-react';
import { type Dispatch, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field, FieldProblem } from '../../../../protocol/models/contract.ts';
import type { FormFile } from '../../../../protocol/models/exchanges/form-file.ts';
import { FilePicker } from '../../files/FilePicker.tsx';
import { QuirkMark } from '../../lms/QuirkMark.tsx';
import { FieldInput } from './FieldInput.tsx';
import { constraints } from './fields.ts';
import { type FormAction, fieldKey } from './form-state.ts';
import classes from './OperationForm.module.css';

function SourceBadge({ field }: { field: Field }) {
  const { t } = useTranslation();
  const { source } = field;
  if (!source) return null;
  const key = source.kind === 'stated' ? 'source.statedIn' : 'source.inferredFrom';
  const text = `${t(key, { document: source.document })}${source.note ? `. ${source.note}` : ''}`;
  return (
    <Tooltip label={text}>
      <span className={classes.source} data-kind={source.kind}>
        {t(`source.${source.kind}`)}
      </span>
    </Tooltip>
  );
}

function FieldMenu({ field, sendEmpty, change }: { field: Field; sendEmpty: boolean; change: Dispatch<FormAction> }) {
  const { t } = useTranslation('try');
  const key = fieldKey(field);
  const set = (value: string) => change({ type: 'set', key, value });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={24} aria-label={t('form.actions', { name: field.name })}>
          <IconDotsVertical size={13} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {field.example !== undefined && (
          <Menu.Item onClick={() => set(field.example ?? '')}>{t('form.insertExample')}</Menu.Item>
        )}
        {field.default !== undefined && (
          <Menu.Item onClick={() => set(field.default ?? '')}>{t('form.insertDefault')}</Menu.Item>
        )}
        <Menu.Item onClick={() => change({ type: 'send-empty', key, on: !sendEmpty })}>
          {sendEmpty ? t('form.leaveOut') : t('form.sendEmpty')}
        </Menu.Item>
        <Menu.Item onClick={() => set('')}>{t('form.clear')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ProblemLine({ problem }: { problem: FieldProblem }) {
  const { t } = useTranslation('try');
  const Icon = problem.level === 'error' ? IconAlertCircle : IconAlertTriangle;
  const text = () => {
    if (problem.rule === 'unknown-field') return t('problem.unknown-field');
    if (problem.rule === 'required') return t(problem.level === 'error' ? 'problem.required' : 'problem.inferred');
    return t('problem.other', { expected: problem.expected, actual: problem.actual });
  };
  return (
    <p className={classes.problem} data-level={problem.level}>
      <Icon size={12} aria-hidden />
      {text()}
    </p>
  );
}

type FieldRowProps = {
  id: string;
  field: Field;
  value: string;
  files: readonly FormFile[];
  sendEmpty: boolean;
  problems: readonly FieldProblem[];
  /** Above zero: the person was just led here. */
  attention: number;
  change: Dispatch<FormAction>;
};

/** A missing recommended value is told by the group's heading, not by a line under every field. */
function isWorthTelling({ rule }: FieldProblem, field: Field): boolean {
  return rule !== 'required' || field.required;
}

/** One parameter: what it is, what may stand in it, and what is wrong with what stands in it. */
export const FieldRow = memo(function FieldRow(props: FieldRowProps) {
  const { id, field, value, files, sendEmpty, problems, attention, change } = props;
  const { t } = useTranslation('try');
  const shown = problems.filter((problem) => isWorthTelling(problem, field));
  const helpId = `${id}-help`;
  const inferredNeed = field.source?.kind === 'inferred' || field.inferred?.includes('required');
  return (
    <div
      className={classes.field}
      data-attention={attention > 0 ? (attention % 2 === 0 ? 'again' : 'first') : undefined}
    >
      <div className={classes.head}>
        <label htmlFor={id} className={classes.label}>
          {field.name}
        </label>
        {field.required && (
          <Tooltip label={inferredNeed ? t('form.isInferredRequired') : t('form.isRequired')}>
            <span className={classes.required} aria-hidden>
              *
            </span>
          </Tooltip>
        )}
        <span className={classes.facts}>
          {sendEmpty && value === '' && <span className={classes.place}>{t('form.sentEmpty')}</span>}
          {field.in !== 'body' && <span className={classes.place}>{t(`form.place.${field.in}`)}</span>}
          <span className={classes.constraint}>{constraints(field).join(' · ')}</span>
          <QuirkMark field={field.name} />
          <SourceBadge field={field} />
          {!field.file && <FieldMenu field={field} sendEmpty={sendEmpty} change={change} />}
        </span>
      </div>
      {field.file ? (
        <FilePicker
          {...field.file}
          id={id}
          describedBy={helpId}
          required={field.required}
          files={files}
          onChange={(next) => change({ type: 'set-files', key: fieldKey(field), files: next })}
        />
      ) : (
        <FieldInput
          id={id}
          describedBy={helpId}
          field={field}
          value={value}
          wrong={shown.some(({ level, rule }) => level === 'error' && (rule !== 'required' || attention > 0))}
          onChange={(next) => change({ type: 'set', key: fieldKey(field), value: next })}
        />
      )}
      <div id={helpId}>
        {shown.map((problem) => (
          <ProblemLine key={problem.rule} problem={problem} />
        ))}
        {field.description && <p className={classes.help}>{field.description}</p>}
        {field.secret && value === '' && <p className={classes.help}>{t('form.secretNotKept')}</p>}
      </div>
    </div>
  );
});
