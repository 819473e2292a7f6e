import { useTranslation } from 'react-i18next';
import type { ExchangeDiagnosis } from '../../../protocol/models/exchanges/exchange-diagnosis.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
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
    <section className={classes.text} aria-label={t('text.label')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
      <pre tabIndex={0}>{text}</pre>
      <span className={classes.copy}>
        <CopyButton text={text} label={t('text.copy')} />
      </span>
    </section>
  );
}
