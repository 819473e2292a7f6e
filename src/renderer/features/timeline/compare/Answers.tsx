import { useTranslation } from 'react-i18next';
import { type ExchangeSummary, exchangeSummarySchema } from '../../../../protocol/models/exchanges/exchange.ts';
import type { ExchangeComparison } from '../../../../protocol/models/exchanges/exchange-comparison.ts';
import { verdictSchema } from '../../../../protocol/models/exchanges/verdict.ts';
import { formatDuration } from '../../../ui/format.ts';
import classes from './Compare.module.css';

type Answer = ExchangeComparison['answer'][number];

/** A value in the words the rest of the window uses for it. */
function useValueWords(): (part: Answer['part'], value: string | null) => string {
  const { t } = useTranslation('timeline');
  const { t: common } = useTranslation();
  return (part, value) => {
    if (value === null || value === '') return '–';
    if (part === 'duration') return formatDuration(Number(value));
    const state: ExchangeSummary['state'] | undefined = exchangeSummarySchema.shape.state.safeParse(value).data;
    if (part === 'state' && state !== undefined) return t(`compare.states.${state}`);
    const verdict = verdictSchema.shape.verdict.safeParse(value).data;
    return part === 'verdict' && verdict !== undefined ? common(`verdict.${verdict}`) : value;
  };
}

/** How each ended. What differs is marked. */
export function Answers({ answer }: { answer: readonly Answer[] }) {
  const { t } = useTranslation('timeline');
  const words = useValueWords();
  return (
    <table className={classes.table} aria-label={t('compare.answer')}>
      <thead>
        <tr>
          <th scope="col">{t('compare.aspect')}</th>
          <th scope="col">{t('compare.first')}</th>
          <th scope="col">{t('compare.second')}</th>
        </tr>
      </thead>
      <tbody>
        {answer.map(({ part, values, differs }) => (
          <tr key={part} data-differs={differs || undefined}>
            <th scope="row">
              {t(`compare.answers.${part}`)}
              {differs && <span className={classes.mark}>{t('compare.differs')}</span>}
            </th>
            <td>{words(part, values[0] ?? null)}</td>
            <td>{words(part, values[1] ?? null)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
