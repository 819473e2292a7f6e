import { Button, Group, Popover } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field, FieldProblem } from '../../../../protocol/models/contract.ts';
import { fieldKey } from '../form/form-state.ts';
import classes from './RunBar.module.css';

type AnywayButtonProps = {
  launch: boolean;
  errors: readonly FieldProblem[];
  opened: boolean;
  onOpen: () => void;
  onClose: () => void;
  disabled: boolean;
  loading: boolean;
  onConfirm: () => void;
  onShowField: (field: Pick<Field, 'in' | 'name'>) => void;
};

/** Sending what breaks the contract takes a second, deliberate step. */
export function AnywayButton(props: AnywayButtonProps) {
  const { launch, errors, opened, onOpen, onClose, disabled, loading, onConfirm, onShowField } = props;
  const { t } = useTranslation('try');
  const title = useId();
  const show = (field: Pick<Field, 'in' | 'name'>) => {
    onClose();
    onShowField(field);
  };
  const first = errors[0];
  return (
    <Popover
      opened={opened}
      onChange={(next) => !next && onClose()}
      position="bottom-end"
      width={320}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          className={classes.anywayButton}
          variant="default"
          leftSection={<IconAlertTriangle size={14} aria-hidden />}
          disabled={disabled}
          loading={loading}
          onClick={opened ? onClose : onOpen}
        >
          {launch ? t('run.launchAnyway') : t('run.sendAnyway')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-labelledby={title}>
        <div className={classes.anyway}>
          <h3 id={title}>{t('run.anywayTitle', { count: errors.length })}</h3>
          <ul className={classes.fields}>
            {errors.map((problem) => (
              <li key={`${fieldKey(problem)} ${problem.rule}`}>
                <Button variant="default" size="compact-xs" ff="monospace" fw={400} onClick={() => show(problem)}>
                  {problem.name}
                </Button>
              </li>
            ))}
          </ul>
          <p>{t('run.anywayText')}</p>
          <Group gap="sm" justify="flex-end">
            {first && (
              <Button variant="default" onClick={() => show(first)}>
                {t('run.showFirst')}
              </Button>
            )}
            <Button
              data-autofocus
              onClick={() => {
                onClose();
                onConfirm();
              }}
            >
              {launch ? t('run.confirmLaunch') : t('run.confirmSend')}
            </Button>
          </Group>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
