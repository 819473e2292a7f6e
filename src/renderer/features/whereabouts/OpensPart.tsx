import { IconFingerprint, IconLifebuoy, IconPassword } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { VaultStatus } from '../../../protocol/models/vault/vault-protection.ts';
import { formatMoment } from '../../ui/format.ts';
import { Section } from '../settings/Section.tsx';
import classes from '../settings/Settings.module.css';
import { VaultButton } from '../settings/VaultButton.tsx';
import { keychainName } from '../vault/keychain.ts';
import { reachOf } from './reach.ts';

const icons = { keychain: IconFingerprint, passphrase: IconPassword, recovery: IconLifebuoy };

/** Every slot, and from where it opens the vault. */
export function OpensPart({ vault }: { vault: VaultStatus }) {
  const { t, i18n } = useTranslation('whereabouts');
  return (
    <Section
      title={t('opens.title')}
      text={t(`opens.states.${vault.state}`)}
      action={<VaultButton state={vault.state} />}
    >
      {vault.slots.length === 0 ? (
        <p className={classes.paragraph}>{t('opens.none')}</p>
      ) : (
        <ul className={classes.slots} aria-label={t('opens.list')}>
          {vault.slots.map((slot) => {
            const Icon = icons[slot.kind];
            const title = t(`opens.${slot.kind}`, { keychain: keychainName(slot.backend ?? '') });
            return (
              <li key={slot.id} className={classes.slot}>
                <Icon size={15} aria-hidden />
                <span>
                  {slot.name === '' ? title : `${title}: ${slot.name}`}{' '}
                  <span className={classes.note}>
                    {t('opens.since', { moment: formatMoment(slot.createdAt, i18n.language) })}
                    {' · '}
                    {t(`opens.${reachOf(slot, vault.unusableSlots)}`)}
                  </span>
                </span>
              </li>
            );
          })}
        </ul>
      )}
      <p className={classes.note}>{t('opens.manage')}</p>
    </Section>
  );
}
