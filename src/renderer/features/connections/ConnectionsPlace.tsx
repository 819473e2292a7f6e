import { useTranslation } from 'react-i18next';
import { PlaceHeader } from '../../ui/PlaceHeader.tsx';

export function ConnectionsPlace() {
  const { t } = useTranslation('connections');
  return <PlaceHeader title={t('title')} />;
}
