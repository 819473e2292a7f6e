import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../client/queries.ts';
import { usePartName } from './SecretPart.tsx';

/** What core found in the secrets of a credential, while the vault is open: never the secrets. */
export function ReviewNotes({ credentialId }: { credentialId: string }) {
  const { t } = useTranslation('credentials');
  const partName = usePartName();
  const isOpen = useCommandQuery('vault.status', {}).data?.state === 'unlocked';
  const reviews = useCommandQuery('credentials.review', {}, { enabled: isOpen });
  const review = isOpen ? reviews.data?.find(({ id }) => id === credentialId) : undefined;
  if (review === undefined) return null;
  return (
    <>
      {review.sameAs.length > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle size={16} aria-hidden />} title={t('review.sameTitle')} mb="sm">
          {t('review.same', { names: review.sameAs.map(({ name }) => name).join(', ') })}
        </Alert>
      )}
      {review.strayParts.length > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle size={16} aria-hidden />} title={t('review.strayTitle')} mb="sm">
          {t('review.stray', { parts: review.strayParts.map(partName).join(', ') })}
        </Alert>
      )}
    </>
  );
}
