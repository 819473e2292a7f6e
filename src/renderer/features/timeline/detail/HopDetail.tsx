import { useTranslation } from 'react-i18next';
import type { Exchange, Hop } from '../../../../protocol/models/exchanges/exchange.ts';
import type { Timeline, TimelineHop } from '../../../../protocol/models/exchanges/timeline.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { KeyValueTable } from '../../../ui/KeyValueTable.tsx';
import { FindingCard } from '../../doctor/report/FindingCard.tsx';
import { Timings } from '../../try/result/Timings.tsx';
import type { PlacedFinding } from '../findings.ts';
import { CertificatePart } from './CertificatePart.tsx';
import { CookiePart } from './CookiePart.tsx';
import classes from './Detail.module.css';
import { type FramingChoice, FramingPart } from './FramingPart.tsx';

type HopDetailProps = {
  id: string;
  hop: TimelineHop;
  exchange: Exchange;
  timeline: Timeline;
  findings: readonly PlacedFinding[];
  framing: FramingChoice;
};

/** What a form carried, for the hop it was posted with; that a redirect lost it, for the hop it is missing from. */
function Posted({ hop, exchange: { request } }: Pick<HopDetailProps, 'hop' | 'exchange'>) {
  const { t } = useTranslation('timeline');
  if (hop.becameGet) return <p className={classes.lost}>{t('detail.lost')}</p>;
  const isSent = hop.method === request.method && withoutFragment(hop.url) === withoutFragment(request.url);
  if (!isSent || request.fields.length === 0) return null;
  return (
    <>
      <h4>{t('detail.posted')}</h4>
      <p className={classes.note}>{t('detail.postedText')}</p>
      <KeyValueTable rows={request.fields} label={t('detail.posted')} />
    </>
  );
}

function withoutFragment(url: string): string {
  return url.split('#', 1)[0] ?? url;
}

/** What the recorder kept of a hop. */
function Recorded({ record }: { record: Hop }) {
  const { t } = useTranslation('timeline');
  return (
    <>
      <h4>{t('detail.connection')}</h4>
      {record.protocol !== null && (
        <KeyValueTable label={t('detail.protocol')} rows={[[t('detail.protocol'), record.protocol]]} />
      )}
      <Timings hop={record} />
      <h4>{t('detail.response')}</h4>
      <KeyValueTable rows={record.responseHeaders} label={t('detail.response')} />
      <h4>{t('detail.request')}</h4>
      <KeyValueTable rows={record.requestHeaders} label={t('detail.request')} />
      {record.droppedHeaders !== undefined && (
        <p className={classes.note}>{t('detail.dropped', { names: record.droppedHeaders.join(', ') })}</p>
      )}
    </>
  );
}

/** All that is known of one hop: what is wrong with it first, then the evidence. */
export function HopDetail({ id, hop, exchange, timeline, findings, framing }: HopDetailProps) {
  const { t } = useTranslation('timeline');
  const record = exchange.hops.find(({ index }) => index === hop.index);
  return (
    <section id={id} className={classes.detail} aria-label={t('detail.label', { number: hop.index + 1 })}>
      {findings.length > 0 && (
        <ul className={classes.cards} aria-label={t('detail.findings')}>
          {findings.map(({ finding }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same check may find the same twice; the order is fixed
            <FindingCard key={index} finding={finding} withEvidence />
          ))}
        </ul>
      )}
      {hop.failure && (
        <>
          <h4>{t('detail.failure')}</h4>
          <p className={classes.failure}>
            {hop.failure.reason} ({hop.failure.error})
          </p>
        </>
      )}
      {record?.certificate && <CertificatePart certificate={record.certificate} />}
      <h4>
        {t('detail.address')} <CopyButton text={hop.url} label={t('detail.copyAddress')} />
      </h4>
      <p className={classes.code}>{hop.url}</p>
      {hop.location !== null && (
        <>
          <h4>{t('detail.to')}</h4>
          <p className={classes.code}>{hop.location}</p>
        </>
      )}
      <Posted hop={hop} exchange={exchange} />
      <CookiePart hop={hop} cookies={timeline.cookies} />
      <FramingPart framing={hop.framing} origin={timeline.framingOrigin} choice={framing} />
      {record ? <Recorded record={record} /> : <p className={classes.note}>{t('detail.gone')}</p>}
    </section>
  );
}
