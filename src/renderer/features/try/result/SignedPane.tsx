import { SegmentedControl } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../../protocol/commands/exchanges.ts';
import type { Exchange } from '../../../../protocol/models/exchanges/exchange.ts';
import type { SignedRequest, SigningExplanation } from '../../../../protocol/models/signing.ts';
import { CodeBlock } from '../../../ui/CodeBlock.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { indented } from '../../../ui/json-text.ts';
import { KeyValueTable } from '../../../ui/KeyValueTable.tsx';
import { Method } from '../../../ui/Method.tsx';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import { SentFiles } from '../../files/SentFiles.tsx';
import type { FormState } from '../form/form-state.ts';
import { Explanation } from './Explanation.tsx';
import classes from './Result.module.css';

function isSignersOwn(name: string): boolean {
  return /^(oauth_|nonce$|timestamp$|signature$)/.test(name);
}

function Request({ request }: { request: SignedRequest }) {
  const { t } = useTranslation('try');
  return (
    <>
      <div className={classes.url}>
        <Method method={request.method} />
        <span className={classes.urlText}>{request.url}</span>
        <CopyButton text={request.url} label={t('signed.copyUrl')} />
      </div>
      <h3 className={classes.heading}>{t('signed.headers')}</h3>
      <KeyValueTable rows={request.headers} label={t('signed.headers')} />
      {request.fields.length > 0 && (
        <>
          <h3 className={classes.heading}>
            {t('signed.fields')}
            {request.body !== null && <CopyButton text={request.body} label={t('signed.copyBody')} />}
          </h3>
          <KeyValueTable rows={request.fields} label={t('signed.fields')} marked={isSignersOwn} />
        </>
      )}
      {request.multipart && request.multipart.files.length > 0 && (
        <>
          <h3 className={classes.heading}>{t('signed.files')}</h3>
          <SentFiles files={request.multipart.files} />
        </>
      )}
      {request.fields.length === 0 && request.body !== null && request.body !== '' && (
        <>
          <h3 className={classes.heading}>{t('signed.body')}</h3>
          <CodeBlock text={indented(request.body)} label={t('signed.body')} copyLabel={t('signed.copyBody')} />
        </>
      )}
    </>
  );
}

type Shown = { request: SignedRequest; explanation: SigningExplanation | null };

/** The form may have been changed since it was sent: then the form is what is worth seeing. */
function useSource(form: FormState, exchange: Exchange | null) {
  const [source, setSource] = useState<'form' | 'sent'>(exchange ? 'sent' : 'form');
  const seen = useRef({ form, id: exchange?.id });
  useEffect(() => {
    if (exchange && seen.current.id !== exchange.id) setSource('sent');
    else if (seen.current.form !== form) setSource('form');
    seen.current = { form, id: exchange?.id };
  }, [form, exchange]);
  return [exchange ? source : 'form', setSource] as const;
}

type SignedPaneProps = {
  form: FormState;
  preview: Preview | undefined;
  error: Error | null;
  exchange: Exchange | null;
};

/** The request as it is, or was, put on the wire, and how its signature comes about. Secrets are masked. */
export function SignedPane({ form, preview, error, exchange }: SignedPaneProps) {
  const { t } = useTranslation('try');
  const [source, setSource] = useSource(form, exchange);
  const shown: Shown | null = source === 'sent' && exchange ? exchange : (preview?.signed ?? null);
  const blocked = {
    'vault-locked': t('run.locked'),
    'no-credential': t('run.noCredential'),
    incomplete: t('run.incomplete'),
  };
  return (
    <div className={classes.scroll}>
      {source === 'form' && error && <ErrorAlert error={error} />}
      <h2 className={classes.heading}>
        {t('signed.request')}
        {exchange && (
          <SegmentedControl
            aria-label={t('signed.request')}
            data={[
              { value: 'form', label: t('result.fromForm') },
              { value: 'sent', label: t('result.asSent') },
            ]}
            value={source}
            onChange={(value) => setSource(value === 'sent' ? 'sent' : 'form')}
          />
        )}
      </h2>
      {shown ? (
        <>
          <Request request={shown.request} />
          <h2 className={classes.heading}>{t('signed.why')}</h2>
          {shown.explanation ? (
            <Explanation explanation={shown.explanation} />
          ) : (
            <p className={classes.note}>{t('signed.notSigned')}</p>
          )}
        </>
      ) : (
        <EmptyState
          icon={IconSignature}
          title={t('signed.empty')}
          text={preview?.blocked ? blocked[preview.blocked] : undefined}
        />
      )}
    </div>
  );
}
