import { useTranslation } from 'react-i18next';
import type { TimelineDifference, TimelineHop } from '../../../../protocol/models/exchanges/timeline.ts';
import { Method } from '../../../ui/Method.tsx';
import { addressParts } from '../hops/rows.ts';
import classes from './Compare.module.css';

function Hop({ hop }: { hop: TimelineHop | undefined }) {
  const { t } = useTranslation('timeline');
  if (!hop) return <span className={classes.absent}>{t('compare.absent')}</span>;
  const { host, path } = addressParts(hop.url);
  return (
    <span className={classes.hop} data-tone={hop.tone} title={hop.url}>
      <Method method={hop.method} />
      <strong>{hop.status ?? t(hop.failure ? 'hop.failed' : 'hop.pending')}</strong>
      <span>
        {host}
        {path}
      </span>
    </span>
  );
}

type WaysProps = { hops: readonly (readonly TimelineHop[])[]; difference: TimelineDifference | null };

/** The hops of both next to each other, and the first at which they part. */
export function Ways({ hops: [first = [], second = []], difference }: WaysProps) {
  const { t } = useTranslation('timeline');
  const longest = Math.max(first.length, second.length);
  return (
    <>
      <p className={difference ? classes.parts : classes.same}>{difference?.detail ?? t('compare.noDifference')}</p>
      <table className={classes.table} aria-label={t('compare.hops')}>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">{t('compare.first')}</th>
            <th scope="col">{t('compare.second')}</th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: longest }, (_, position) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the position is what the row stands for
            <tr key={position} data-differs={difference?.position === position || undefined}>
              <th scope="row">
                {position + 1}
                {difference?.position === position && <span className={classes.mark}>{t('compare.differs')}</span>}
              </th>
              <td>
                <Hop hop={first[position]} />
              </td>
              <td>
                <Hop hop={second[position]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
