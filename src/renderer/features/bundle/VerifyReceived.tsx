import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reverify } from '../../../protocol/models/data/bundle.ts';
import type { VerifyOutput } from '../../../protocol/models/signing.ts';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { VaultGate } from '../vault/VaultGate.tsx';
import classes from './Bundle.module.css';

function Answer({ output }: { output: VerifyOutput }) {
  const { t } = useTranslation('bundle');
  return (
    <div role="status">
      <p>
        <strong>{t(`received.${output.verdict}`)}</strong>
      </p>
      {output.findings.map(({ id, title, detail, fix }) => (
        <div key={`${id} ${title}`}>
          <p>
            {title} {detail}
          </p>
          <p className={classes.note}>{t('received.fix', { fix })}</p>
        </div>
      ))}
    </div>
  );
}

function Verifier({ text, reverify }: { text: string; reverify: Extract<Reverify, { state: 'included' }> }) {
  const { t } = useTranslation('bundle');
  const verify = useCommandMutation('bundle.verify');
  const all = useCommandQuery('credentials.list', {}).data ?? [];
  const kind = reverify.message.scheme === 'oauth1' ? 'oauth-consumer' : 'proctorexam';
  const fitting = all.filter((one) => one.kind === kind);
  const match = fitting.find(({ publicParts }) => publicParts.consumerKey === reverify.consumerKey)?.id ?? null;
  const [chosen, setChosen] = useState<string | null>(null);
  const credentialId = chosen ?? match;
  return (
    <>
      <Group align="flex-end" gap="xs">
        <Select
          flex={1}
          label={t('received.credential')}
          data={fitting.map(({ id, name }) => ({ value: id, label: name }))}
          value={credentialId}
          onChange={(id) => {
            // What was said is about the credential that was chosen then.
            verify.reset();
            setChosen(id);
          }}
        />
        <Button
          disabled={credentialId === null}
          loading={verify.isPending}
          onClick={() => credentialId !== null && verify.mutate({ text, credentialId })}
        >
          {t('received.run')}
        </Button>
      </Group>
      {verify.error && <ErrorAlert error={verify.error} />}
      {verify.data && <Answer output={verify.data} />}
    </>
  );
}

/** Computes the signature of received evidence with a credential of one's own. */
export function VerifyReceived({ text, reverify }: { text: string; reverify: Reverify }) {
  const { t } = useTranslation('bundle');
  return (
    <section className={classes.verify} aria-label={t('received.verify')}>
      <h3>{t('received.verify')}</h3>
      {reverify.state === 'left-out' ? (
        <p>{reverify.detail}</p>
      ) : (
        <>
          <p className={classes.note}>{t('received.verifyText')}</p>
          <VaultGate reason={t('received.verifyText')}>
            <Verifier text={text} reverify={reverify} />
          </VaultGate>
        </>
      )}
    </section>
  );
}
