import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ServiceFinding } from '../../../protocol/models/lti/platform.ts';
import classes from './Services.module.css';

/** What is wrong with what the tool sent, and what to do about it. */
export function Findings({ findings }: { findings: readonly ServiceFinding[] }) {
  const { t } = useTranslation('services');
  return findings.map((finding, index) => {
    const Icon = finding.level === 'error' ? IconAlertCircle : IconAlertTriangle;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a finding may occur several times, in order
      <div key={index} className={classes.finding} data-level={finding.level}>
        <Icon size={14} role="img" aria-label={t(`level.${finding.level}`)} />
        <div>
          <strong>{finding.title}</strong>
          <p>
            {finding.detail} {finding.fix}
          </p>
        </div>
      </div>
    );
  });
}
