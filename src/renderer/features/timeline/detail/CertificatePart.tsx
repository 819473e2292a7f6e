import { useTranslation } from 'react-i18next';
import type { CertificateProblem } from '../../../../protocol/models/certificate.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { KeyValueTable } from '../../../ui/KeyValueTable.tsx';

/** The certificate that was refused; why stands above it. */
export function CertificatePart({ certificate }: { certificate: CertificateProblem }) {
  const { t } = useTranslation('try');
  const { t: common } = useTranslation('timeline');
  const { subject, issuer, names, validFrom, validTo, fingerprint } = certificate;
  const rows: Pairs = [
    [t('launch.certificate.subject'), subject],
    [t('launch.certificate.names'), names.join(', ') || common('detail.none')],
    [t('launch.certificate.issuer'), issuer],
    [t('launch.certificate.valid'), `${validFrom.slice(0, 10)} – ${validTo.slice(0, 10)}`],
    [t('launch.certificate.fingerprint'), fingerprint],
  ];
  return (
    <>
      <h4>{t('launch.certificate.title')}</h4>
      <KeyValueTable rows={rows} label={t('launch.certificate.title')} />
    </>
  );
}
