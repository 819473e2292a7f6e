import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconFlask2, IconShieldLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigator } from '../../app/navigation/NavigationProvider.tsx';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { Mark } from '../../ui/Mark.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { ConnectionDialog } from '../connections/ConnectionDialog.tsx';
import { ImportConnections } from '../portability/ImportConnections.tsx';
import { CreateVault } from '../vault/CreateVault.tsx';
import { UnlockPrompt } from '../vault/UnlockPrompt.tsx';
import classes from './Welcome.module.css';

type StepProps = { number: number; done: boolean; title: string; text: string; icon: ReactNode; children: ReactNode };

function Step({ number, done, title, text, icon, children }: StepProps) {
  const { t } = useTranslation('welcome');
  return (
    <section className={classes.step} aria-label={title}>
      <div className={classes.stepHead}>
        <span className={classes.stepIcon} data-done={done}>
          {done ? <IconCheck size={18} aria-hidden /> : icon}
        </span>
        <div>
          <span className={classes.stepNumber}>{t('step', { number })}</span>
          <h2 className={classes.stepTitle}>{title}</h2>
        </div>
      </div>
      <p className={classes.stepText}>{text}</p>
      {children}
    </section>
  );
}

function SandboxStep({ ready }: { ready: boolean }) {
  const { t } = useTranslation('welcome');
  const { open } = useNavigator();
  const create = useCommandMutation('workspace.createSandbox');
  const start = () =>
    create.mutate(
      {},
      {
        onSuccess: ({ connectionIds: [connectionId] }) => {
          if (connectionId) open({ connectionId, view: 'try' });
        },
      },
    );
  return (
    <>
      <Button disabled={!ready} loading={create.isPending} onClick={start}>
        {t('sandbox.button')}
      </Button>
      {!ready && (
        <Text fz="xs" c="dimmed" mt="xs">
          {t('sandbox.waiting')}
        </Text>
      )}
      {create.error && <ErrorAlert error={create.error} onRetry={start} />}
    </>
  );
}

/** First start: protect the keys, then something to try that works. */
export function Welcome() {
  const { t } = useTranslation('welcome');
  const vault = useCommandQuery('vault.status', {}).data?.state;
  const [creating, dialog] = useDisclosure(false);
  const ready = vault === 'unlocked';
  return (
    <div className={classes.scroll}>
      <div className={classes.page}>
        <Mark size={40} />
        <h1 className={classes.title}>{t('title')}</h1>
        <p className={classes.lead}>{t('lead')}</p>
        <div className={classes.steps}>
          <Step
            number={1}
            done={ready}
            icon={<IconShieldLock size={18} aria-hidden />}
            title={t('protect.title')}
            text={t('protect.text')}
          >
            {vault === 'absent' && <CreateVault />}
            {vault === 'locked' && <UnlockPrompt />}
            {ready && <p className={classes.done}>{t('protect.done')}</p>}
          </Step>
          <Step
            number={2}
            done={false}
            icon={<IconFlask2 size={18} aria-hidden />}
            title={t('sandbox.title')}
            text={t('sandbox.text')}
          >
            <SandboxStep ready={ready} />
          </Step>
        </div>
        <p className={classes.own}>
          {t('own.text')}{' '}
          <Button variant="subtle" size="compact-xs" onClick={dialog.open}>
            {t('own.button')}
          </Button>{' '}
          <ImportConnections variant="subtle" size="compact-xs" />
        </p>
      </div>
      <ConnectionDialog opened={creating} onClose={dialog.close} connection={null} />
    </div>
  );
}
