import { useTranslation } from 'react-i18next';
import type { CertificateProblem } from '../../../../protocol/models/certificate.ts';
import type { CookieObservation } from '../../../../protocol/models/exchange.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { KeyValueTable } from '../../../ui/KeyValueTable.tsx';
import { cookieReason } from './cookie-reasons.ts';
import classes from './LaunchPane.module.css';
import type { TimelineRow } from './timeline.ts';

function Cookie({ cookie }: { cookie: CookieObservation }) {
  const { t } = useTranslation('try');
  const reasons = cookie.blocked.map((reason) => {
    const known = cookieReason(reason);
    return known ? t(`cookie.${known}`) : t('cookie.other', { reason });
  });
  return (
    <li data-stored={cookie.stored}>
      <span className={classes.cookieState}>{cookie.stored ? t('launch.stored') : t('launch.blocked')}</span>
      <span className={classes.cookieLine}>{cookie.line}</span>
      {reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
    </li>
  );
}

/** The certificate that was refused; why stands above it. */
function Certificate({ certificate }: { certificate: CertificateProblem }) {
  const { t } = useTranslation('try');
  const { subject, issuer, names, validFrom, validTo, fingerprint } = certificate;
  const rows: Pairs = [
    [t('launch.certificate.subject'), subject],
    [t('launch.certificate.names'), names.join(', ') || t('launch.detail.none')],
    [t('launch.certificate.issuer'), issuer],
    [t('launch.certificate.valid'), `${validFrom.slice(0, 10)} – ${validTo.slice(0, 10)}`],
    [t('launch.certificate.fingerprint'), fingerprint],
  ];
  return (
    <>
      <h2>{t('launch.certificate.title')}</h2>
      <KeyValueTable rows={rows} label={t('launch.certificate.title')} />
    </>
  );
}

/** All that was recorded of one hop. */
export function HopDetail({ row }: { row: TimelineRow }) {
  const { t } = useTranslation('try');
  const { hop, frameLines } = row;
  const sent = hop.sentCookies;
  return (
    <div className={classes.detail}>
      {hop.failure && (
        <>
          <h2>{t('launch.detail.failure')}</h2>
          <p className={classes.failure}>
            {hop.failure.reason} ({hop.failure.error})
          </p>
        </>
      )}
      {hop.certificate && <Certificate certificate={hop.certificate} />}
      {hop.location !== null && (
        <>
          <h2>{t('launch.detail.to')}</h2>
          <p className={classes.cookieLine}>{hop.location}</p>
        </>
      )}
      {hop.cookies.length > 0 && (
        <>
          <h2>{t('launch.detail.cookies')}</h2>
          <ul className={classes.cookies}>
            {hop.cookies.map((cookie) => (
              <Cookie key={cookie.line} cookie={cookie} />
            ))}
          </ul>
        </>
      )}
      <h2>{t('launch.detail.sent')}</h2>
      <p className={classes.cookieLine}>
        {sent === null ? t('launch.detail.unseen') : sent.join(', ') || t('launch.detail.none')}
      </p>
      {frameLines.length > 0 && (
        <>
          <h2>{t('launch.detail.frame')}</h2>
          <KeyValueTable rows={frameLines} label={t('launch.detail.frame')} />
        </>
      )}
      <h2>{t('launch.detail.response')}</h2>
      <KeyValueTable rows={hop.responseHeaders} label={t('launch.detail.response')} />
      <h2>{t('launch.detail.request')}</h2>
      <KeyValueTable rows={hop.requestHeaders} label={t('launch.detail.request')} />
    </div>
  );
}
