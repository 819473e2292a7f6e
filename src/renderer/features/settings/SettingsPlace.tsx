import { useTranslation } from 'react-i18next';
import { PlaceHeader } from '../../ui/PlaceHeader.tsx';

export function SettingsPlace() {
  const { t } = useTranslation('settings');
  return <PlaceHeader title={t('title')} />;
}
