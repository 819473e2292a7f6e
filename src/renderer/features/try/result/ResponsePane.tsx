import { Button, SegmentedControl } from '@mantine/core';
import { IconArrowBarToDown, IconFileOff, IconHourglass } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BodyView, Exchange, Hop } from '../../../../protocol/models/exchanges/exchange.ts';
import { callCommand } from '../../../client/bridge.ts';
import { CodeView } from '../../../ui/CodeView.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { adviceOf } from '../../../ui/headline.ts';
import { KeyValueTable } from '../../../ui/KeyValueTable.tsx';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import { prettyBody } from './body.ts';
import classes from './ResponsePane.module.css';
import { mainHop } from './steps.ts';
import { Timings } from './Timings.tsx';

/** Characters of one page of a large body. */
const pageLength = 262_144;

type Pages = {
  text: string;
  complete: boolean;
  loading: boolean;
  error: unknown;
  more: () => void;
};

/** The beginning of a body comes with the exchange; the rest in pages, on request. */
function useBodyPages(exchangeId: string, hop: number, body: BodyView): Pages {
  const [pages, setPages] = useState({ text: body.text, next: body.truncated ? body.text.length : null });
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const more = () => {
    if (pages.next === null) return;
    setLoading(true);
    setError(null);
    callCommand('exchanges.body', { id: exchangeId, hop, offset: pages.next, limit: pageLength })
      .then((page) => setPages((before) => ({ text: before.text + page.text, next: page.nextOffset })))
      .catch(setError)
      .finally(() => setLoading(false));
  };
  return { text: pages.text, complete: pages.next === null, loading, error, more };
}

type BodyProps = { exchangeId: string; hop: Hop; body: BodyView; view: 'pretty' | 'raw' };

function Body({ exchangeId, hop, body, view }: BodyProps) {
  const { t } = useTranslation('try');
  const { t: common } = useTranslation();
  const pages = useBodyPages(exchangeId, hop.index, body);
  if (body.kind === 'empty') return <EmptyState icon={IconFileOff} title={t('response.noBody')} />;
  if (body.kind === 'binary')
    return <EmptyState icon={IconFileOff} title={t('response.binary', { size: formatBytes(body.size) })} />;
  const pretty = prettyBody(body, pages.text, pages.complete);
  const shown = view === 'pretty' ? pretty : { text: pages.text, language: 'text' as const, broken: false };
  return (
    <>
      {shown.broken && <p className={classes.warning}>{t('response.prettyFailed')}</p>}
      <CodeView text={shown.text} language={shown.language} label={t('response.body')} />
      {!pages.complete && (
        <div className={classes.more}>
          <span>{t('response.more', { shown: formatBytes(pages.text.length), size: formatBytes(body.size) })}</span>
          <Button
            variant="default"
            size="compact-xs"
            loading={pages.loading}
            leftSection={<IconArrowBarToDown size={13} aria-hidden />}
            onClick={pages.more}
          >
            {common('actions.loadMore')}
          </Button>
        </div>
      )}
      {pages.error !== null && <ErrorAlert error={pages.error} onRetry={pages.more} />}
    </>
  );
}

const views = ['pretty', 'raw', 'headers', 'timings'] as const;
type View = (typeof views)[number];

/** One answer: body, headers, timings. Nothing of it is ever rendered as a page. */
export function HopResponse({ exchangeId, hop }: { exchangeId: string; hop: Hop }) {
  const { t } = useTranslation('try');
  const [view, setView] = useState<View>('pretty');
  const { body } = hop;
  return (
    <div className={classes.response}>
      <div className={classes.head}>
        <SegmentedControl
          aria-label={t('response.views.label')}
          data={views.map((value) => ({ value, label: t(`response.views.${value}`) }))}
          value={view}
          onChange={setView}
        />
        <span className={classes.facts}>
          {hop.status !== null && (
            <span className={classes.status}>
              {hop.status} {hop.statusText}
            </span>
          )}
          {body?.contentType && (
            <span className={classes.type} title={body.contentType}>
              {body.contentType}
            </span>
          )}
          {body && <span>{formatBytes(body.size)}</span>}
          {body && body.text !== '' && <CopyButton text={body.text} label={t('response.copyBody')} />}
        </span>
      </div>
      {view === 'headers' && (
        <div className={classes.scroll}>
          <KeyValueTable rows={hop.responseHeaders} label={t('response.views.headers')} />
        </div>
      )}
      {view === 'timings' && (
        <div className={classes.scroll}>
          <Timings hop={hop} />
        </div>
      )}
      {(view === 'pretty' || view === 'raw') &&
        (body ? (
          <Body
            key={`${exchangeId} ${hop.index} ${body.size}`}
            exchangeId={exchangeId}
            hop={hop}
            body={body}
            view={view}
          />
        ) : (
          <EmptyState icon={IconFileOff} title={t('response.noBody')} />
        ))}
    </div>
  );
}

/** The answer the verdict is about. */
export function ResponsePane({ exchange }: { exchange: Exchange | null }) {
  const { t } = useTranslation('try');
  const hop = exchange ? mainHop(exchange) : null;
  if (!exchange) return <EmptyState icon={IconFileOff} title={t('response.none')} text={t('response.noneText')} />;
  if (!hop || hop.status === null)
    return exchange.state === 'running' ? (
      <EmptyState icon={IconHourglass} title={t('response.waiting')} />
    ) : (
      <EmptyState icon={IconFileOff} title={t('response.never')} text={adviceOf(exchange)} />
    );
  return <HopResponse exchangeId={exchange.id} hop={hop} />;
}
