import { useTranslation } from 'react-i18next';
import { PlaceHeader } from '../../ui/PlaceHeader.tsx';

export function HistoryPlace() {
  const { t } = useTranslation('history');
  return <PlaceHeader title={t('title')} />;
}
