import { Button, Group } from '@mantine/core';
import { IconPlayerSkipForward, IconPlayerStop, IconPlayerTrackNext } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Exchange } from '../../../../protocol/models/exchanges/exchange.ts';
import { useCommandMutation } from '../../../client/queries.ts';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import { useFocusWhenLost } from '../../../ui/use-focus-when-lost.ts';
import classes from './Legs.module.css';

/** While a leg waits: which, and the ways on. */
export function StepBar({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation('advantage');
  const step = useCommandMutation('advantage.step');
  const skip = useCommandMutation('advantage.skip');
  const cancel = useCommandMutation('exchanges.cancel');
  const leg = exchange.advantageLaunch?.legs.findLast(({ state }) => state === 'held');
  const stepButton = useFocusWhenLost<HTMLButtonElement>(leg?.id);
  if (leg === undefined || exchange.state !== 'running') return null;
  const input = { exchangeId: exchange.id };
  const error = step.error ?? skip.error;
  return (
    <section className={classes.bar} aria-label={t('legs.controls')}>
      <p role="status">
        <strong>{t('legs.held', { leg: t(`legs.names.${leg.id}`) })}</strong> {t(`legs.heldText.${leg.id}`)}
      </p>
      <Group gap="xs">
        <Button
          ref={stepButton}
          size="compact-sm"
          leftSection={<IconPlayerTrackNext size={13} aria-hidden />}
          onClick={() => step.mutate(input)}
        >
          {t('legs.step')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerSkipForward size={13} aria-hidden />}
          onClick={() => skip.mutate(input)}
        >
          {t('legs.runOn')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerStop size={13} aria-hidden />}
          onClick={() => cancel.mutate({ id: exchange.id })}
        >
          {t('legs.stop')}
        </Button>
      </Group>
      {error && <ErrorAlert error={error} />}
    </section>
  );
}
