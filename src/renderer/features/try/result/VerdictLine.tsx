import { Button, Kbd } from '@mantine/core';
import { IconArrowBack, IconStethoscope, IconTarget } from '@tabler/icons-react';
import { Trans, useTranslation } from 'react-i18next';
import type { Field, Operation } from '../../../../protocol/models/contract.ts';
import type { Exchange } from '../../../../protocol/models/exchanges/exchange.ts';
import { launchSetupOf } from '../../../../protocol/models/lti/launch-setup.ts';
import { Ago } from '../../../ui/Ago.tsx';
import { formatDuration } from '../../../ui/format.ts';
import { adviceOf } from '../../../ui/headline.ts';
import { OutcomeLine } from '../../../ui/OutcomeLine.tsx';
import { outcomeOf } from '../../../ui/VerdictBadge.tsx';
import { EvidenceButton } from '../../bundle/EvidenceButton.tsx';
import { fieldNamed, sameForm } from '../form/fields.ts';
import { type FormState, formFromValues } from '../form/form-state.ts';
import type { Run } from '../run/use-run.ts';
import { Elapsed } from './Elapsed.tsx';
import classes from './Result.module.css';
import type { ResultTab } from './steps.ts';

function Nothing() {
  const { t } = useTranslation('try');
  return (
    <OutcomeLine
      outcome="none"
      title={t('result.none')}
      facts={
        <span>
          <Trans t={t} i18nKey="result.noneText" components={{ key: <Kbd /> }} values={{ keys: 'Ctrl+Enter' }} />
        </span>
      }
    />
  );
}

function Facts({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation('try');
  const duration = exchange.finishedAt === null ? null : exchange.finishedAt - exchange.startedAt;
  return (
    <>
      {exchange.status !== null && <code>{exchange.status}</code>}
      {duration !== null && <span>{formatDuration(duration)}</span>}
      {exchange.hops.length > 1 && <span>{t('result.hops', { count: exchange.hops.length })}</span>}
      {exchange.state === 'running' ? <Elapsed since={exchange.startedAt} /> : <Ago at={exchange.startedAt} />}
      {exchange.sentAnyway && <span>{t('result.sentAnyway')}</span>}
    </>
  );
}

type VerdictLineProps = {
  operation: Operation;
  form: FormState;
  run: Run;
  onShowField: (field: Pick<Field, 'in' | 'name'>) => void;
  onUseForm: () => void;
  onShow: (tab: ResultTab) => void;
};

function Actions({ exchange, ...props }: Omit<VerdictLineProps, 'run'> & { exchange: Exchange }) {
  const { operation, form, onShowField, onUseForm, onShow } = props;
  const { t } = useTranslation('try');
  const parameter = exchange.verdictDetail?.parameter;
  const field = parameter === undefined ? undefined : fieldNamed(operation, parameter);
  const sent = formFromValues(operation, exchange.form, { ...form, launchSetup: launchSetupOf(exchange) });
  const differs = !sameForm(sent, withoutSecrets(operation, form));
  const outcome = outcomeOf(exchange);
  const diagnosable = exchange.hops.length > 0 && outcome !== 'conforms' && outcome !== 'cancelled';
  return (
    <div className={classes.actions}>
      {field && (
        <Button size="compact-xs" leftSection={<IconTarget size={13} aria-hidden />} onClick={() => onShowField(field)}>
          {t('result.goToField', { name: field.name })}
        </Button>
      )}
      {diagnosable && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconStethoscope size={13} aria-hidden />}
          onClick={() => onShow('launch')}
        >
          {t('result.diagnose')}
        </Button>
      )}
      {differs && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconArrowBack size={13} aria-hidden />}
          onClick={onUseForm}
        >
          {t('result.useForm')}
        </Button>
      )}
      <EvidenceButton source={{ kind: 'exchange', id: exchange.id }} size="compact-xs" />
    </div>
  );
}

/** An exchange keeps no secrets, so a form is compared without them. */
function withoutSecrets(operation: Operation, form: FormState): FormState {
  const secret = new Set(
    operation.fields.filter((field) => field.secret).map(({ name, in: place }) => `${place}:${name}`),
  );
  return { ...form, values: Object.fromEntries(Object.entries(form.values).filter(([key]) => !secret.has(key))) };
}

/** The verdict in words, where nobody has to look for it; read out when it changes. */
export function VerdictLine(props: VerdictLineProps) {
  const { t } = useTranslation('try');
  const { t: common } = useTranslation();
  const { exchange } = props.run;
  const outcome = exchange ? outcomeOf(exchange) : 'none';
  return (
    <div role="status" aria-live="polite" aria-atomic>
      {!exchange ? (
        <Nothing />
      ) : (
        <OutcomeLine
          outcome={outcome}
          title={
            outcome === 'running'
              ? t('result.running', { operation: exchange.operationTitle })
              : common(`verdict.${outcome}`)
          }
          text={adviceOf(exchange)}
          facts={<Facts exchange={exchange} />}
        >
          {outcome !== 'running' && <Actions {...props} exchange={exchange} />}
        </OutcomeLine>
      )}
    </div>
  );
}
