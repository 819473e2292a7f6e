import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { VaultStatus } from '../../../protocol/models/vault/vault-protection.ts';
import { Facts, Section } from '../settings/Section.tsx';
import { keychainName } from '../vault/keychain.ts';
import { hangsOnKeychain } from './reach.ts';

/** Which keychain there is, what happens when it is gone, and the way back. */
export function KeychainPart({ vault: { keychain, slots } }: { vault: VaultStatus }) {
  const { t } = useTranslation('whereabouts');
  const text = keychain.protects
    ? t('keychain.protects', { keychain: keychainName(keychain.backend) })
    : t('keychain.doesNot', { backend: keychain.backend });
  return (
    <Section title={t('keychain.title')} text={text}>
      {hangsOnKeychain(slots) && <Alert color="yellow">{t('keychain.onlyKeychain')}</Alert>}
      <Facts
        rows={[
          { name: t('keychain.gone'), value: t('keychain.goneText') },
          { name: t('keychain.way'), value: t('keychain.wayText') },
        ]}
      />
    </Section>
  );
}
