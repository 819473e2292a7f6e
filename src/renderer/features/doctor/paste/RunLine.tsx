import { Button, Progress } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from '../Doctor.module.css';
import type { Progress as SearchProgress } from './use-diagnosis.ts';

type Props = {
  running: boolean;
  progress: SearchProgress | null;
  disabled: boolean;
  onStart: () => void;
  onCancel: () => void;
};

/** Starts a diagnosis; while it runs, shows how far the search is and lets it be cancelled. */
export function RunLine({ running, progress, disabled, onStart, onCancel }: Props) {
  const { t, i18n } = useTranslation('doctor');
  const number = (value: number) => value.toLocaleString(i18n.language);
  const text = () => {
    if (progress === null) return t('run.starting');
    const { phase, tried, of } = progress;
    return t(`run.${phase}`, { tried: number(tried), of: number(of) });
  };
  if (!running) {
    return (
      <div className={classes.run}>
        <Button leftSection={<IconStethoscope size={15} aria-hidden />} disabled={disabled} onClick={onStart}>
          {t('run.diagnose')}
        </Button>
      </div>
    );
  }
  const percent = progress === null ? 0 : Math.min(100, (progress.tried / Math.max(1, progress.of)) * 100);
  return (
    <div className={classes.run}>
      <Button variant="default" onClick={onCancel}>
        {t('run.cancel')}
      </Button>
      <div className={classes.progress}>
        <Progress value={percent} aria-label={t('run.label')} size="sm" />
        <span role="status">{text()}</span>
      </div>
    </div>
  );
}
