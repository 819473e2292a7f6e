import { Button, Checkbox, Group, Select } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type NegativeCase,
  type NegativeCaseId,
  negativeGroupSchema,
  type SuiteRun,
} from '../../../../protocol/models/advantage/negative.ts';
import type { Connection } from '../../../../protocol/models/connection.ts';
import type { Operation } from '../../../../protocol/models/contract.ts';
import { useCommandMutation, useCommandQuery } from '../../../client/queries.ts';
import { formatMoment } from '../../../ui/format.ts';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import { useFocusWhenLost } from '../../../ui/use-focus-when-lost.ts';
import { filledForm, formFromDraft } from '../../try/form/form-state.ts';
import { VaultGate } from '../../vault/VaultGate.tsx';
import classes from './Suite.module.css';
import { SuiteResults } from './SuiteResults.tsx';

type ChoiceProps = {
  cases: readonly NegativeCase[];
  chosen: ReadonlySet<NegativeCaseId>;
  onChoose: (chosen: ReadonlySet<NegativeCaseId>) => void;
};

function Cases({ cases, chosen, onChoose }: ChoiceProps) {
  const { t } = useTranslation('advantage');
  const set = (ids: readonly NegativeCaseId[], on: boolean) =>
    onChoose(new Set(on ? [...chosen, ...ids] : [...chosen].filter((id) => !ids.includes(id))));
  return (
    <details className={classes.cases}>
      <summary>{t('suite.chosen', { count: chosen.size, total: cases.length })}</summary>
      {negativeGroupSchema.options.map((group) => {
        const own = cases.filter((one) => one.group === group);
        const on = own.filter(({ id }) => chosen.has(id)).length;
        return (
          <fieldset key={group} className={classes.group}>
            <legend>
              <Checkbox
                label={t(`wrong.groups.${group}`)}
                checked={on === own.length}
                indeterminate={on > 0 && on < own.length}
                onChange={(event) =>
                  set(
                    own.map(({ id }) => id),
                    event.currentTarget.checked,
                  )
                }
              />
            </legend>
            {own.map(({ id, title, expectation }) => (
              <Checkbox
                key={id}
                label={title}
                description={t(`wrong.expectation.${expectation}`)}
                checked={chosen.has(id)}
                onChange={(event) => set([id], event.currentTarget.checked)}
              />
            ))}
          </fieldset>
        );
      })}
    </details>
  );
}

type SuiteProps = { connection: Connection; operations: readonly Operation[] };

function useRunSuite(connection: Connection, operation: Operation | undefined, onStarted: (id: string) => void) {
  const load = useCommandMutation('connections.loadForm');
  const run = useCommandMutation('suite.run');
  const start = async (cases: NegativeCaseId[]) => {
    if (operation === undefined) return;
    const draft = await load.mutateAsync({ id: connection.id, operationId: operation.id });
    const form = filledForm(connection.id, operation, formFromDraft(operation, draft));
    const { id } = await run.mutateAsync({ form, cases, consent: true });
    onStarted(id);
  };
  return {
    isStarting: load.isPending || run.isPending,
    error: load.error ?? run.error,
    start: (cases: NegativeCaseId[]) => void start(cases).catch(() => undefined),
  };
}

function Chooser({
  runs,
  shown,
  onShow,
}: {
  runs: readonly SuiteRun[];
  shown: SuiteRun;
  onShow: (id: string) => void;
}) {
  const { t, i18n } = useTranslation('advantage');
  return (
    <Select
      label={t('suite.runs')}
      data={runs.map(({ id, startedAt, cases, state }) => ({
        value: id,
        label: `${t('suite.at', { when: formatMoment(startedAt, i18n.language), count: cases.length })} · ${t(`suite.state.${state}`)}`,
      }))}
      value={shown.id}
      onChange={(id) => id !== null && onShow(id)}
      allowDeselect={false}
    />
  );
}

function Suite({ connection, operations }: SuiteProps) {
  const { t } = useTranslation('advantage');
  const cases = useCommandQuery('suite.cases', {}).data ?? [];
  const runs = useCommandQuery('suite.list', { connectionId: connection.id });
  const cancel = useCommandMutation('suite.cancel');
  const [left, setLeft] = useState<ReadonlySet<NegativeCaseId> | null>(null);
  const [consent, setConsent] = useState(false);
  const [operationId, setOperationId] = useState(operations[0]?.id ?? '');
  const [shownId, setShownId] = useState<string | null>(null);
  const operation = operations.find(({ id }) => id === operationId) ?? operations[0];
  const { isStarting, error, start } = useRunSuite(connection, operation, setShownId);
  const chosen = left ?? new Set(cases.map(({ id }) => id));
  const all = runs.data ?? [];
  const shown = all.find(({ id }) => id === shownId) ?? all[0] ?? null;
  const running = all.find(({ state }) => state === 'running');
  const runButton = useFocusWhenLost<HTMLButtonElement>(running?.id);
  return (
    <>
      <div className={classes.controls}>
        {operations.length > 1 && (
          <Select
            label={t('suite.operation')}
            data={operations.map(({ id, title }) => ({ value: id, label: title }))}
            value={operation?.id ?? null}
            onChange={(id) => id !== null && setOperationId(id)}
            allowDeselect={false}
          />
        )}
        {shown && <Chooser runs={all} shown={shown} onShow={setShownId} />}
      </div>
      <Cases cases={cases} chosen={chosen} onChoose={setLeft} />
      <Checkbox
        label={t('suite.consent')}
        checked={consent}
        onChange={(event) => setConsent(event.currentTarget.checked)}
      />
      <Group gap="sm">
        {running ? (
          <Button
            ref={runButton}
            variant="default"
            leftSection={<IconPlayerStop size={14} aria-hidden />}
            onClick={() => cancel.mutate({ id: running.id })}
          >
            {t('suite.stop')}
          </Button>
        ) : (
          <Button
            ref={runButton}
            leftSection={<IconPlayerPlay size={14} aria-hidden />}
            disabled={!consent || chosen.size === 0}
            loading={isStarting}
            onClick={() => start(cases.map(({ id }) => id).filter((id) => chosen.has(id)))}
          >
            {all.length === 0 ? t('suite.run') : t('suite.again')}
          </Button>
        )}
      </Group>
      {error && <ErrorAlert error={error} />}
      {runs.error && <ErrorAlert error={runs.error} />}
      <SuiteResults run={shown} cases={cases} />
    </>
  );
}

/** The negative suite of a connection: cases to choose, a run to watch and to stop, and what the tool wrongly accepted. */
export function SuiteScreen(props: SuiteProps) {
  const { t } = useTranslation('advantage');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
    <section className={classes.screen} aria-label={t('suite.title')} tabIndex={0}>
      <h2>{t('suite.title')}</h2>
      <p className={classes.lead}>{t('suite.lead')}</p>
      <VaultGate reason={t('message.blocked')}>
        <Suite {...props} />
      </VaultGate>
    </section>
  );
}
