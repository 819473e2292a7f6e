import { useTranslation } from 'react-i18next';
import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { KeyValueTable } from '../../ui/KeyValueTable.tsx';
import { Method } from '../../ui/Method.tsx';
import { SentFiles } from '../files/SentFiles.tsx';
import { Explanation } from '../try/result/Explanation.tsx';
import classes from './History.module.css';

/** The request as it was put on the wire, secrets masked, and how its signature came about. */
export function SentRequest({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation('try');
  const { request, explanation } = exchange;
  return (
    <div className={classes.pane}>
      <div className={classes.address}>
        <Method method={request.method} />
        <span data-selectable>{request.url}</span>
        <CopyButton text={request.url} label={t('signed.copyUrl')} />
      </div>
      <h3 className={classes.heading}>{t('signed.headers')}</h3>
      <KeyValueTable rows={request.headers} label={t('signed.headers')} />
      {request.fields.length > 0 && (
        <>
          <h3 className={classes.heading}>{t('signed.fields')}</h3>
          <KeyValueTable rows={request.fields} label={t('signed.fields')} />
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
          <CodeBlock text={request.body} label={t('signed.body')} copyLabel={t('signed.copyBody')} />
        </>
      )}
      <h3 className={classes.heading}>{t('signed.why')}</h3>
      {explanation ? (
        <Explanation explanation={explanation} />
      ) : (
        <p className={classes.note}>{t('signed.notSigned')}</p>
      )}
    </div>
  );
}
