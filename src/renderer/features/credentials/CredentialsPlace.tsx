import { useTranslation } from 'react-i18next';
import { PlaceHeader } from '../../ui/PlaceHeader.tsx';

export function CredentialsPlace() {
  const { t } = useTranslation('credentials');
  return <PlaceHeader title={t('title')} />;
}
