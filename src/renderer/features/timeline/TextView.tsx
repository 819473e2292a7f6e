import { useTranslation } from 'react-i18next';
import type { ExchangeDiagnosis } from '../../../protocol/models/exchange-diagnosis.ts';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { useWords } from '../doctor/report/words.ts';
import { findingsOf } from './findings.ts';
import classes from './Timeline.module.css';

/** Everything the picture says, as plain text. */
export function TextView({ diagnosis }: { diagnosis: ExchangeDiagnosis }) {
  const { t } = useTranslation('timeline');
  const { t: doctor } = useTranslation('doctor');
  const words = useWords();
  const { timeline, signature, message } = diagnosis;
  const others = findingsOf({ timeline: { ...timeline, findings: [] }, signature, message });
  const text = [
    timeline.text,
    '',
    `${doctor('report.signature')}: ${signature.detail}`,
    ...others.map(({ finding }) => `${doctor(`severity.${finding.severity}`)}: ${words.ticket(finding)}`),
  ].join('\n');
  return (
    <div className={classes.scroller}>
      <div className={classes.text}>
        <CodeBlock text={text} label={t('text.label')} copyLabel={t('text.copy')} />
      </div>
    </div>
  );
}
