import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../../client/queries.ts';
import classes from '../Credentials.module.css';

/** What a stored secret is worth against guessing, at most; nothing while the vault is locked. */
export function Strength({ credentialId, part }: { credentialId: string; part: string }) {
  const { t } = useTranslation('credentials');
  const isOpen = useCommandQuery('vault.status', {}).data?.state === 'unlocked';
  const reviews = useCommandQuery('credentials.review', {}, { enabled: isOpen });
  const review = isOpen ? reviews.data?.find(({ id }) => id === credentialId) : undefined;
  const strength = review?.strengths.find((one) => one.part === part);
  if (strength === undefined) return null;
  const { kind, characters, bits, isWeak } = strength;
  const words = kind === 'rsa' ? t('strength.rsa', { bits }) : t('strength.text', { count: characters, bits });
  const weak = kind === 'rsa' ? t('strength.weakKey') : t('strength.weak');
  return (
    <p className={classes.strength} data-weak={isWeak}>
      {isWeak ? `${words} ${weak}` : words}
    </p>
  );
}
