import { useTranslation } from 'react-i18next';
import { PlaceHeader } from '../../ui/PlaceHeader.tsx';

export function SandboxPlace() {
  const { t } = useTranslation('sandbox');
  return <PlaceHeader title={t('title')} />;
}
