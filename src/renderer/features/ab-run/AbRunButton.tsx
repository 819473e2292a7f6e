import { ActionIcon, Button, Modal, Text, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilledForm } from '../../../protocol/commands/exchanges.ts';
import { asProblem, useCommandMutation } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { AbRunDialog } from './AbRunDialog.tsx';

type AbRunButtonProps = {
  /** The form as it is now. */
  filled: () => FilledForm;
  disabled?: boolean;
  /** An A/B run that is there already: it is shown, and nothing launched. */
  existing?: string | undefined;
  /** With its name beside the icon. */
  withLabel?: boolean;
};

/** Launches a form three ways and shows them side by side. */
export function AbRunButton({ filled, disabled = false, existing, withLabel = false }: AbRunButtonProps) {
  const { t } = useTranslation('ab-run');
  const { t: common } = useTranslation();
  const [id, setId] = useState<string | null>(null);
  const starting = useCommandMutation('diagnosis.abRun');
  const { mutateAsync, isPending, error, reset } = starting;
  const start = (anyway: boolean) => {
    if (existing !== undefined) return setId(existing);
    mutateAsync({ form: filled(), anyway }).then(
      (started) => setId(started.id),
      () => undefined,
    );
  };
  const label = existing === undefined ? t('run') : t('show');
  const icon = <IconColumns3 size={15} aria-hidden />;
  return (
    <>
      {withLabel ? (
        <Button
          variant="default"
          leftSection={icon}
          disabled={disabled}
          loading={isPending}
          onClick={() => start(false)}
        >
          {label}
        </Button>
      ) : (
        <Tooltip label={t('runHelp')} multiline w={260}>
          <ActionIcon
            size="input-sm"
            variant="default"
            aria-label={label}
            disabled={disabled}
            loading={isPending}
            onClick={() => start(false)}
          >
            {icon}
          </ActionIcon>
        </Tooltip>
      )}
      {error && (
        <Modal opened onClose={reset} title={t('title')} closeButtonProps={{ 'aria-label': common('actions.close') }}>
          <ErrorAlert error={error}>
            {asProblem(error).problem.code === 'form.breaks-contract' && (
              <Button size="compact-xs" variant="default" onClick={() => start(true)}>
                {t('anyway')}
              </Button>
            )}
          </ErrorAlert>
          <Text size="xs" c="dimmed" mt="sm">
            {t('runHelp')}
          </Text>
        </Modal>
      )}
      {id !== null && <AbRunDialog id={id} onClose={() => setId(null)} />}
    </>
  );
}
