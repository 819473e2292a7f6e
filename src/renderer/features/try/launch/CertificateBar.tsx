import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AcceptedCertificate } from '../../../../protocol/models/certificate.ts';
import type { Exchange } from '../../../../protocol/models/exchanges/exchange.ts';
import classes from './LaunchPane.module.css';

/** Launches again with a certificate a person takes. */
export type Accept = (certificate: AcceptedCertificate) => void;

/** Above the launch view: the certificate that was accepted for this launch, or the way to accept the one that was refused. */
export function CertificateBar({ exchange, onAccept }: { exchange: Exchange; onAccept: Accept | undefined }) {
  const { t } = useTranslation('try');
  const { t: common } = useTranslation();
  const [asking, setAsking] = useState(false);
  const refused = exchange.hops.findLast(({ certificate }) => certificate !== undefined)?.certificate;
  const { certificateAccepted } = exchange;
  if (certificateAccepted && !refused) {
    return (
      <div className={classes.certificate}>{t('launch.certificate.accepted', { host: certificateAccepted.host })}</div>
    );
  }
  if (!refused || !onAccept || exchange.state === 'running') return null;
  const { host, fingerprint, reasons } = refused;
  return (
    <section className={classes.certificate} aria-label={t('launch.certificate.refusedTitle')}>
      {!asking ? (
        <Group justify="space-between" gap="xs">
          <span>{t('launch.certificate.refused', { host })}</span>
          <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
            {t('launch.certificate.ask')}
          </Button>
        </Group>
      ) : (
        <>
          <p>{t('launch.certificate.warning', { host })}</p>
          <p>
            {t('launch.certificate.fingerprint')} <code>{fingerprint}</code>
          </p>
          <Group gap="xs">
            <Button size="compact-xs" color="red" onClick={() => onAccept({ host, fingerprint, reasons })}>
              {t('launch.certificate.accept')}
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => setAsking(false)}>
              {common('actions.cancel')}
            </Button>
          </Group>
        </>
      )}
    </section>
  );
}
