import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import { SplitPane } from '../../../ui/SplitPane.tsx';
import classes from '../Doctor.module.css';
import { FindingCard } from '../report/FindingCard.tsx';
import { emptySetup, type SetupForm } from './input.ts';
import { KeySetField } from './KeySetField.tsx';
import { useSetupChecks } from './use-setup-checks.ts';

type FieldsProps = { form: SetupForm; change: (part: Partial<SetupForm>) => void };

const singles = ['issuer', 'clientId', 'loginUrl', 'targetLinkUri'] as const;
const lists = ['deploymentIds', 'redirectUris'] as const;

function RegistrationFields({ form, change }: FieldsProps) {
  const { t } = useTranslation('doctor');
  return (
    <>
      {singles.map((name) => (
        <TextInput
          key={name}
          label={t(`setup.${name}`)}
          value={form[name]}
          spellCheck={false}
          onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
        />
      ))}
      {lists.map((name) => (
        <Textarea
          key={name}
          label={t(`setup.${name}`)}
          description={t('setup.oneEach')}
          value={form[name]}
          autosize
          minRows={2}
          maxRows={6}
          spellCheck={false}
          onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
        />
      ))}
      <Checkbox
        label={t('setup.cloudPlatform')}
        description={t('setup.cloudPlatformHelp')}
        checked={form.cloudPlatform}
        onChange={({ currentTarget }) => change({ cloudPlatform: currentTarget.checked })}
      />
    </>
  );
}

function Findings({ checks }: { checks: readonly CheckFinding[] }) {
  const { t } = useTranslation('doctor');
  const isFine = checks.every(({ severity }) => severity === 'info');
  return (
    <>
      <div className={classes.verdict} data-verdict={isFine ? 'valid' : 'invalid'} role="status">
        <h2>{checks.length === 0 ? t('setup.fine') : t('setup.found', { count: checks.length })}</h2>
      </div>
      <ol className={classes.cards} aria-label={t('result.findings')}>
        {checks.map((finding) => (
          <FindingCard
            key={`${finding.id} ${finding.title} ${finding.seen}`}
            finding={{ from: 'check', severity: finding.severity, finding }}
            withEvidence={false}
          />
        ))}
      </ol>
    </>
  );
}

/** A registration of LTI 1.3 is checked as it is typed; its key set is fetched when asked for. */
export function SetupScreen() {
  const { t } = useTranslation('doctor');
  const [form, setForm] = useState(emptySetup);
  const [fetched, setFetched] = useState<readonly CheckFinding[]>([]);
  const { checks, error } = useSetupChecks(form);
  const change = (part: Partial<SetupForm>) => setForm((before) => ({ ...before, ...part }));
  // What is wrong with the keys themselves is said of the text in the field, which may have been changed since.
  const ofNetwork = fetched.filter(({ id }) => id === 'NET-09');
  const all = checks === null ? null : [...checks, ...ofNetwork];
  const left = (
    <section className={classes.input} aria-label={t('setup.region')}>
      <div className={classes.options}>
        <RegistrationFields form={form} change={change} />
        <KeySetField
          label={t('setup.keySet')}
          help={t('setup.keySetHelp')}
          text={form.keySet}
          onText={(keySet) => change({ keySet })}
          address={{
            value: form.keySetUrl,
            onChange: (keySetUrl) => {
              change({ keySetUrl });
              setFetched([]);
            },
          }}
          onFetched={(diagnosis) => setFetched(diagnosis.checks)}
        />
        <Button
          variant="subtle"
          size="xs"
          onClick={() => {
            setForm(emptySetup);
            setFetched([]);
          }}
        >
          {t('setup.clear')}
        </Button>
      </div>
    </section>
  );
  const right = (
    <section className={classes.report} aria-label={t('setup.findings')}>
      {error && <ErrorAlert error={error} />}
      {all === null ? (
        <EmptyState icon={IconListCheck} title={t('setup.emptyTitle')} text={t('setup.emptyText')} />
      ) : (
        <Findings checks={all} />
      )}
    </section>
  );
  return (
    <SplitPane
      id="doctor-setup"
      label={t('setup.handle')}
      first={left}
      second={right}
      firstSide={{ min: '330px', size: '440px', fixed: true }}
      secondMin="360px"
    />
  );
}
