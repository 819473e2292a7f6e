import { Button, Select, Tooltip, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconWand } from '@tabler/icons-react';
import { type Dispatch, type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field, FieldProblem, Operation } from '../../../../protocol/models/contract.ts';
import type { FormFile } from '../../../../protocol/models/exchanges/form-file.ts';
import { oauth1SignatureMethodSchema } from '../../../../protocol/models/signing.ts';
import { useFindAction } from '../../../app/actions.tsx';
import { SearchField } from '../../../ui/SearchField.tsx';
import type { Attention } from '../TryScreen.tsx';
import { ExtraFields } from './ExtraFields.tsx';
import { FieldRow } from './FieldRow.tsx';
import { groupFields, isFilled, problemsByField } from './fields.ts';
import { withExamples } from './fill.ts';
import { type FormAction, type FormState, fieldKey } from './form-state.ts';
import classes from './OperationForm.module.css';
import { SignerFields } from './SignerFields.tsx';

type SectionProps = { title: string; note?: string; opened: boolean; onToggle: () => void; children: ReactNode };

function Section({ title, note, opened, onToggle, children }: SectionProps) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <h2 className={classes.sectionTitle} id={id}>
        <UnstyledButton className={classes.toggle} aria-expanded={opened} onClick={onToggle}>
          <IconChevronRight size={13} aria-hidden className={classes.chevron} />
          {title}
          {note && <span className={classes.note}>{note}</span>}
        </UnstyledButton>
      </h2>
      {opened && children}
    </section>
  );
}

function SigningOptions({
  operation,
  form,
  change,
}: {
  operation: Operation;
  form: FormState;
  change: Dispatch<FormAction>;
}) {
  const { t } = useTranslation('try');
  const { signing } = operation;
  if (signing.scheme !== 'oauth1') return null;
  const methods = signing.signatureMethods.flatMap((name) => {
    const known = oauth1SignatureMethodSchema.safeParse(name);
    return known.success ? [known.data] : [];
  });
  if (signing.placements.length < 2 && methods.length < 2) return null;
  return (
    <div className={classes.signing}>
      {signing.placements.length > 1 && (
        <Select
          label={t('form.placement')}
          data={signing.placements.map((value) => ({ value, label: t(`form.placements.${value}`) }))}
          value={form.placement ?? signing.placements[0] ?? null}
          onChange={(value) => {
            const placement = signing.placements.find((one) => one === value) ?? null;
            change({ type: 'choose', part: { placement } });
          }}
        />
      )}
      {methods.length > 1 && (
        <Select
          label={t('form.signatureMethod')}
          data={methods}
          value={form.signatureMethod ?? methods[0] ?? null}
          onChange={(value) => {
            const signatureMethod = methods.find((one) => one === value) ?? null;
            change({ type: 'choose', part: { signatureMethod } });
          }}
        />
      )}
    </div>
  );
}

/** Scrolls to the field the person is led to, puts the cursor in it and marks it for a moment. */
function useLeadTo(attention: Attention | null, formId: string, onLead: () => void): void {
  const led = useRef(0);
  useEffect(() => {
    if (!attention || attention.turn === led.current) return;
    led.current = attention.turn;
    onLead();
    const frame = requestAnimationFrame(() => {
      const input = document.getElementById(`${formId}-${attention.key}`);
      input?.scrollIntoView({ block: 'center' });
      input?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [attention, formId, onLead]);
}

type OperationFormProps = {
  operation: Operation;
  form: FormState;
  change: Dispatch<FormAction>;
  problems: readonly FieldProblem[];
  attention: Attention | null;
};

/** One and the same, so that rows without them are not drawn again. */
const noProblems: readonly FieldProblem[] = [];
const noFiles: readonly FormFile[] = [];

/** The form a contract gives: what it requires first, the rest on request. */
export function OperationForm({ operation, form, change, problems, attention }: OperationFormProps) {
  const { t } = useTranslation('try');
  const formId = useId();
  const [filter, setFilter] = useState('');
  const [closed, setClosed] = useState<Readonly<Record<string, boolean>>>({ optional: true, signer: true });
  const filterInput = useFindAction('find-field');
  useLeadTo(
    attention,
    formId,
    useCallback(() => {
      setFilter('');
      setClosed((before) => ({ ...before, required: false, recommended: false, optional: false }));
    }, []),
  );
  const groups = groupFields(operation.fields, filter);
  const byField = problemsByField(problems);
  const filtering = filter.trim() !== '';
  const isOpen = (name: string) => filtering || !closed[name];
  const toggle = (name: string) => setClosed((before) => ({ ...before, [name]: !before[name] }));
  const filledOf = (fields: readonly Field[]) => {
    const filled = fields.filter((field) => isFilled(form, field)).length;
    return t('form.filled', { filled, total: fields.length });
  };
  const nothing = filtering && Object.values(groups).every((fields) => fields.length === 0);

  return (
    <form
      onSubmit={(event) => event.preventDefault()}
      className={classes.form}
      aria-label={t('form.label', { operation: operation.title })}
    >
      <div className={classes.tools}>
        <SearchField
          ref={filterInput}
          flex={1}
          kind="filter"
          label={t('form.filter')}
          value={filter}
          onChange={setFilter}
        />
        <Tooltip label={t('form.fillExamplesHelp')}>
          <Button
            variant="default"
            leftSection={<IconWand size={14} aria-hidden />}
            onClick={() => change({ type: 'replace', form: withExamples(operation, form) })}
          >
            {t('form.fillExamples')}
          </Button>
        </Tooltip>
      </div>
      {operation.description && !filtering && <p className={classes.description}>{operation.description}</p>}
      {nothing && <p className={classes.description}>{t('form.filterNothing', { filter })}</p>}
      {(['required', 'recommended', 'optional'] as const).map(
        (name) =>
          groups[name].length > 0 && (
            <Section
              key={name}
              title={t(`form.${name}`)}
              note={filledOf(groups[name])}
              opened={isOpen(name)}
              onToggle={() => toggle(name)}
            >
              {groups[name].map((field) => (
                <FieldRow
                  key={fieldKey(field)}
                  id={`${formId}-${fieldKey(field)}`}
                  field={field}
                  value={form.values[fieldKey(field)] ?? ''}
                  files={form.files[fieldKey(field)] ?? noFiles}
                  sendEmpty={form.sendEmpty[fieldKey(field)] ?? false}
                  problems={byField.get(fieldKey(field)) ?? noProblems}
                  attention={attention?.key === fieldKey(field) ? attention.turn : 0}
                  change={change}
                />
              ))}
            </Section>
          ),
      )}
      {!filtering && <SigningOptions operation={operation} form={form} change={change} />}
      {groups.signer.length > 0 && (
        <Section
          title={t('form.signer')}
          note={String(groups.signer.length)}
          opened={isOpen('signer')}
          onToggle={() => toggle('signer')}
        >
          <SignerFields fields={groups.signer} />
        </Section>
      )}
      {!filtering && <ExtraFields operation={operation} form={form} change={change} problems={byField} />}
      {filtering && (
        <Button variant="subtle" size="compact-xs" m="sm" onClick={() => setFilter('')}>
          {t('form.clear')}
        </Button>
      )}
    </form>
  );
}
