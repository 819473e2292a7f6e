import { useTranslation } from 'react-i18next';
import type { ContentItemSelection } from '../../../protocol/models/lti/platform.ts';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { KeyValueTable } from '../../ui/KeyValueTable.tsx';
import { Findings } from './Findings.tsx';
import { Messages } from './Messages.tsx';
import classes from './Services.module.css';

/** What the tool's user chose, as the tool sent it. */
export function ContentItems({ selection }: { selection: ContentItemSelection }) {
  const { t } = useTranslation('services');
  const { items, verified, data } = selection;
  const signature = verified === null ? 'unchecked' : verified ? 'verified' : 'notVerified';
  return (
    <section aria-label={t('items.title')}>
      <h3 className={classes.heading}>{t('items.title')}</h3>
      <p className={classes.dim}>
        {t('items.count', { count: items.length })} · {t(`outcomes.${signature}`)}
        {data !== null && ` · ${t('items.data', { data })}`}
      </p>
      <Messages said={selection} />
      <Findings findings={selection.findings} />
      <ul className={classes.cards}>
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items need not differ, and keep their order
          <li key={index} className={classes.card}>
            <div className={classes.cardHead}>
              <strong>{item.title ?? t('items.untitled')}</strong>
              <span className={classes.dim}>{[item.type, item.mediaType].filter(Boolean).join(' · ')}</span>
            </div>
            {item.text !== null && <p>{item.text}</p>}
            {item.url !== null && (
              <p>
                <code>{item.url}</code>
              </p>
            )}
            <details>
              <summary>{t('items.json')}</summary>
              <CodeBlock text={item.json} label={t('items.json')} copyLabel={t('items.copyJson')} />
            </details>
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('items.fields')}</summary>
        <KeyValueTable rows={selection.fields} label={t('items.fields')} />
      </details>
    </section>
  );
}
