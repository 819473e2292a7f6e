import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../client/queries.ts';
import { CreateVault } from './CreateVault.tsx';
import { UnlockPrompt } from './UnlockPrompt.tsx';
import classes from './Vault.module.css';

/** Shows its children once the vault is open; until then what it is needed for, and the way to open it. */
export function VaultGate({ reason, children }: { reason: string; children: ReactNode }) {
  const { t } = useTranslation('vault');
  const state = useCommandQuery('vault.status', {}).data?.state;
  if (state === undefined) return null;
  if (state === 'unlocked') return children;
  return (
    <section className={classes.gate} aria-label={t(`gate.${state}`)}>
      <div className={classes.gateHead}>
        <IconLock size={20} aria-hidden />
        <div>
          <h3 className={classes.gateTitle}>{t(`gate.${state}`)}</h3>
          <p className={classes.note}>{reason}</p>
        </div>
      </div>
      {state === 'absent' ? <CreateVault /> : <UnlockPrompt autoFocus />}
    </section>
  );
}
