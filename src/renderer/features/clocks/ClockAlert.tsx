import { Alert, Button, Group } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../client/queries.ts';
import { hostOf } from '../../ui/format.ts';
import { ClocksDialog } from './ClocksDialog.tsx';
import { type ClockWarning, clockWarning, formatSkew } from './clock-warning.ts';

/** What is to be said about clocks before something is signed for an address; `null` when nothing is. */
export function useClockWarning(address: string): ClockWarning | null {
  const { data } = useCommandQuery('diagnosis.clocks', {});
  return data === undefined ? null : clockWarning(data, hostOf(address).replace(/:\d+$/, ''));
}

type ClockAlertProps = {
  warning: ClockWarning;
  /** There while signing waits for it. */
  onOverride: (() => void) | null;
  ref?: Ref<HTMLDivElement>;
};

/** Says that a signature made now would carry a time most peers refuse. */
export function ClockAlert({ warning, onOverride, ref }: ClockAlertProps) {
  const { t } = useTranslation('clocks');
  const [opened, setOpened] = useState(false);
  return (
    <Alert ref={ref} role="alert" variant="light" color="yellow" icon={<IconClockExclamation aria-hidden />}>
      <p>{useSentence(warning)}</p>
      <p>{warning.kind === 'machine' ? t('setClock') : t('compare')}</p>
      <Group gap="sm" mt="xs">
        <Button size="compact-xs" variant="default" onClick={() => setOpened(true)}>
          {t('show')}
        </Button>
        {onOverride && (
          <Button size="compact-xs" variant="default" onClick={onOverride}>
            {t('override')}
          </Button>
        )}
      </Group>
      {opened && <ClocksDialog onClose={() => setOpened(false)} />}
    </Alert>
  );
}

function useSentence(warning: ClockWarning): string {
  const { t } = useTranslation('clocks');
  const time = formatSkew(warning.skew);
  if (warning.kind === 'machine') return warning.skew > 0 ? t('machineBehind', { time }) : t('machineAhead', { time });
  const said = { time, host: warning.host };
  return warning.skew > 0 ? t('hostAhead', said) : t('hostBehind', said);
}
