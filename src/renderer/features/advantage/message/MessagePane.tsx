import { SegmentedControl } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessagePreview } from '../../../../protocol/models/advantage/message.ts';
import { CodeBlock } from '../../../ui/CodeBlock.tsx';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import classes from './Message.module.css';

/** A claim of LTI is an address, which may only break after a slash, so that its last part stays whole. */
function ClaimName({ name }: { name: string }) {
  return name.split(/(?<=\/)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in order
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}

function Table({ claims }: Pick<MessagePreview, 'claims'>) {
  const { t } = useTranslation('advantage');
  return (
    <table className={classes.table} aria-label={t('message.title')}>
      <thead>
        <tr>
          <th scope="col">{t('message.claim')}</th>
          <th scope="col">{t('message.value')}</th>
          <th scope="col">{t('message.from')}</th>
        </tr>
      </thead>
      <tbody>
        {claims.map(({ name, value, origin }) => (
          <tr key={name}>
            <th scope="row">
              <ClaimName name={name} />
            </th>
            <td>{typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</td>
            <td>
              <span className={classes.origin} data-origin={origin}>
                {t(`message.origin.${origin}`)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Props = {
  message: MessagePreview | undefined;
  error: Error | null;
  isLocked: boolean;
  /** Whether the claims typed in the form can be read. */
  isReadable: boolean;
};

/** The message as it would be sent now: every claim with where it comes from, and what of it breaks its schema. */
export function MessagePane({ message, error, isLocked, isReadable }: Props) {
  const { t } = useTranslation('advantage');
  const [view, setView] = useState<'table' | 'json'>('table');
  const problems = message?.faults.filter(({ severity }) => severity === 'error') ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
    <section className={classes.pane} aria-label={t('message.title')} tabIndex={0}>
      {isLocked && <p className={classes.dim}>{t('message.blocked')}</p>}
      {!isReadable && <p role="status">{t('message.unreadable')}</p>}
      {error && !isLocked && isReadable && <ErrorAlert error={error} />}
      {message && isReadable && (
        <>
          <div className={classes.head}>
            <p>
              {t('message.lead', { type: message.messageType })}{' '}
              <span data-bad={problems.length > 0}>
                {problems.length === 0 ? t('message.noFaults') : t('message.faults', { count: problems.length })}
              </span>
            </p>
            <SegmentedControl
              aria-label={t('message.view')}
              data={(['table', 'json'] as const).map((value) => ({ value, label: t(`message.${value}`) }))}
              value={view}
              onChange={setView}
            />
          </div>
          {view === 'table' ? (
            <Table claims={message.claims} />
          ) : (
            <CodeBlock
              text={JSON.stringify(Object.fromEntries(message.claims.map(({ name, value }) => [name, value])), null, 2)}
              label={t('message.title')}
              copyLabel={t('message.copy')}
            />
          )}
          {message.notes.length > 0 && (
            <>
              <h3>{t('message.notes')}</h3>
              <ul className={classes.notes}>
                {message.notes.map(({ field, quirk, source }, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a claim may have several notes, in order
                  <li key={index}>
                    {field !== '' && <code>{field}</code>} {quirk}{' '}
                    <span className={classes.dim}>{source.document}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </section>
  );
}
