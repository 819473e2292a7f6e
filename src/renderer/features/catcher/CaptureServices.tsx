import { Button, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Capture } from '../../../protocol/models/lti/catcher.ts';
import type { CatcherCall, CatcherService } from '../../../protocol/models/lti/catcher-services.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import classes from './Catcher.module.css';

const reads: readonly CatcherService[] = ['roster', 'line-items', 'results'];

function Call({ call, number }: { call: CatcherCall; number: number }) {
  const { t } = useTranslation('catcher');
  const { what, request, response, detail } = call;
  const title = t('services.call', { number, what: t(`services.what.${what}`) });
  const lines = (headers: readonly (readonly [string, string])[]) =>
    headers.map(([name, value]) => `${name}: ${value}`);
  const sent = [`${request.method} ${request.url}`, ...lines(request.headers), '', request.body].join('\n').trim();
  const got =
    response === null
      ? t('services.noAnswer')
      : [String(response.status), ...lines(response.headers), '', response.body].join('\n').trim();
  return (
    <li>
      <details>
        <summary>
          {title} · {detail}
        </summary>
        <CodeBlock text={sent} label={t('services.request', { number })} />
        <CodeBlock text={got} label={t('services.response', { number })} />
      </details>
    </li>
  );
}

type AskProps = {
  service: CatcherService;
  call: { isPending: boolean; variables: { service: CatcherService } | undefined };
  onAsk: (service: CatcherService) => void;
  disabled?: boolean;
};

function AskButton({ service, call, onAsk, disabled = false }: AskProps) {
  const { t } = useTranslation('catcher');
  return (
    <Button
      variant="default"
      loading={call.isPending && call.variables?.service === service}
      disabled={call.isPending || disabled}
      onClick={() => onAsk(service)}
    >
      {t(`services.ask.${service}`)}
    </Button>
  );
}

/** Services of the platform a launch came from, called by the catcher as a tool when a person says so. */
export function CaptureServices({ capture }: { capture: Capture }) {
  const { t } = useTranslation('catcher');
  const call = useCommandMutation('catcher.callService');
  const [given, setGiven] = useState<number | string>(85);
  const [maximum, setMaximum] = useState<number | string>(100);
  const score = { scoreGiven: Number(given), scoreMaximum: Number(maximum) };
  const ask = (service: CatcherService): void => {
    const input = { captureId: capture.summary.id, service, ...(service === 'score' ? { score } : {}) };
    void call.mutateAsync(input).catch(() => undefined);
  };
  const outcome = call.data;
  return (
    <section className={classes.part} aria-label={t('services.title')}>
      <h3>{t('services.title')}</h3>
      <p>{t('services.lead')}</p>
      <Group gap="xs">
        {reads.map((service) => (
          <AskButton key={service} service={service} call={call} onAsk={ask} />
        ))}
      </Group>
      <Group align="end" gap="xs">
        <NumberInput label={t('services.given')} value={given} onChange={setGiven} min={0} w={100} />
        <NumberInput label={t('services.maximum')} value={maximum} onChange={setMaximum} min={0.01} w={100} />
        <AskButton
          service="score"
          call={call}
          onAsk={ask}
          disabled={!(score.scoreGiven >= 0 && score.scoreMaximum > 0)}
        />
      </Group>
      {call.error && <ErrorAlert error={call.error} />}
      {outcome && (
        <>
          <p role={outcome.ok ? 'status' : 'alert'}>{outcome.headline}</p>
          <ol aria-label={t('services.calls')}>
            {outcome.calls.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: calls keep their place
              <Call key={index} call={one} number={index + 1} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
