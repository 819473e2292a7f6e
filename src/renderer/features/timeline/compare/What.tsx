import { useTranslation } from 'react-i18next';
import type { RequestDifference } from '../../../../protocol/models/exchanges/exchange-comparison.ts';
import classes from './Compare.module.css';

function Value({ value }: { value: string | null | undefined }) {
  const { t } = useTranslation('timeline');
  return value == null ? <span className={classes.absent}>{t('compare.absent')}</span> : value;
}

function Differences({ differences, label }: { differences: readonly RequestDifference[]; label: string }) {
  const { t } = useTranslation('timeline');
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('compare.aspect')}</th>
          <th scope="col">{t('compare.first')}</th>
          <th scope="col">{t('compare.second')}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ part, name, change, values }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names repeat, and rows keep their place
          <tr key={index} data-change={change}>
            <th scope="row">
              <code>{name}</code> <span className={classes.about}>{t(`compare.parts.${part}`)}</span>
              <span className={classes.mark} data-change={change}>
                {t(`compare.change.${change}`)}
              </span>
            </th>
            <td>
              <Value value={values[0]} />
            </td>
            <td>
              <Value value={values[1]} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What was sent differently. What changes every time (nonce, time, signature) stands apart. */
export function What({ differences }: { differences: readonly RequestDifference[] }) {
  const { t } = useTranslation('timeline');
  const real = differences.filter(({ varies }) => !varies);
  const varying = differences.filter(({ varies }) => varies);
  return (
    <>
      {real.length > 0 ? (
        <Differences differences={real} label={t('compare.request')} />
      ) : (
        <p className={classes.same}>{t(varying.length > 0 ? 'compare.same' : 'compare.identical')}</p>
      )}
      {varying.length > 0 && (
        <details>
          <summary>{t('compare.varies', { count: varying.length })}</summary>
          <Differences differences={varying} label={t('compare.varies', { count: varying.length })} />
        </details>
      )}
    </>
  );
}
