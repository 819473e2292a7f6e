import { ActionIcon, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { credentialPartNames } from '../../../protocol/models/vault/credential-parts.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { useVaultDialog } from '../vault/VaultDialog.tsx';
import { CopySecret } from './CopySecret.tsx';
import classes from './Credentials.module.css';
import { Strength } from './details/Strength.tsx';
import type { RevealedSecret } from './revealed-secret.ts';
import { useReveal } from './use-reveal.ts';

const knownParts = [
  ...credentialPartNames,
  'kid',
  'publicJwk',
  'publicPem',
  'subject',
  'serialNumber',
  'validFrom',
  'validTo',
  'fingerprint',
] as const;

/** The words for a part; one that has none is told by its own name. */
export function usePartName(): (part: string) => string {
  const { t } = useTranslation('credentials');
  return (part) => {
    const found = knownParts.find((one) => one === part);
    return found ? t(`parts.${found}`) : part;
  };
}

function Revealed({ secret }: { secret: RevealedSecret }) {
  const element = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (element.current) secret.showIn(element.current);
  }, [secret]);
  return <span ref={element} />;
}

/** A stored secret: dots, until the eye is pressed, and then only for a while. */
export function SecretPart({ credentialId, part }: { credentialId: string; part: string }) {
  const { t } = useTranslation('credentials');
  const label = usePartName()(part);
  const reveal = useReveal(credentialId, part);
  const vault = useCommandQuery('vault.status', {}).data?.state;
  const { showVault } = useVaultDialog();
  const open = reveal.secret !== null;
  const action = open ? t('hide', { part: label }) : t('reveal', { part: label });
  return (
    <>
      <div className={classes.value}>
        <span className={classes.mono} data-hidden={!open} data-selectable>
          {reveal.secret === null ? (
            <>
              <span aria-hidden>{'•'.repeat(12)}</span>
              <span className={classes.spoken}>{t('hidden')}</span>
            </>
          ) : (
            <Revealed secret={reveal.secret} />
          )}
        </span>
        {open && (
          <span className={classes.countdown} role="timer">
            {t('hiddenIn', { count: reveal.secondsLeft })}
          </span>
        )}
        {vault === 'unlocked' && (
          <CopySecret credentialId={credentialId} part={part} label={t('copy', { part: label })} />
        )}
        <Tooltip label={action}>
          <ActionIcon
            size="sm"
            aria-label={action}
            aria-pressed={open}
            loading={reveal.pending}
            onClick={() => (open ? reveal.hide() : vault === 'unlocked' ? reveal.show() : showVault())}
          >
            {open ? <IconEyeOff size={15} aria-hidden /> : <IconEye size={15} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      </div>
      <Strength credentialId={credentialId} part={part} />
      {reveal.error && <ErrorAlert error={reveal.error} />}
    </>
  );
}
