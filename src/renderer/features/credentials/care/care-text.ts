import { useTranslation } from 'react-i18next';
import type { CareItem } from '../../../../protocol/models/vault/credential-details.ts';
import { formatDate, formatMoment } from '../../../ui/format.ts';
import { usePartName } from '../SecretPart.tsx';

type CareWords = {
  /** For a badge. */
  short: string;
  /** What it means and what to do; empty where the short words say it all. */
  long: string;
};

/** The words for what is worth knowing of a credential. */
export function useCareWords(): (item: CareItem) => CareWords {
  const { t, i18n } = useTranslation('credentials');
  const { t: common } = useTranslation();
  const partName = usePartName();
  const day = (at: number) => formatDate(at, i18n.language);
  return (item) => {
    switch (item.kind) {
      case 'expired':
        return { short: t('care.expired'), long: t('care.expiredLong', { date: day(item.at) }) };
      case 'expires':
        return {
          short: item.days === 0 ? t('care.expiresToday') : t('care.expires', { count: item.days }),
          long: t('care.expiresLong', { date: day(item.at) }),
        };
      case 'rotation-due':
        return { short: t('care.due'), long: t('care.dueLong', { date: day(item.since) }) };
      case 'same-as': {
        const names = item.others.map(({ name }) => name).join(', ');
        return { short: t('care.same', { names }), long: t('care.sameLong', { names }) };
      }
      case 'stray':
        return {
          short: t('care.stray'),
          long: t('care.strayLong', { parts: item.parts.map(partName).join(', ') }),
        };
      case 'environment': {
        const names = item.connections.map(
          ({ name, environment }) => `${name} (${common(`environment.${environment}`)})`,
        );
        return { short: t('care.environment'), long: t('care.environmentLong', { names: names.join(', ') }) };
      }
      case 'overlap':
        return {
          short: t('care.overlap'),
          long: item.until === null ? '' : t('care.overlapLong', { date: formatMoment(item.until, i18n.language) }),
        };
      case 'unused':
        return { short: t('care.unused'), long: '' };
    }
  };
}
