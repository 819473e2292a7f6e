import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import { harEntry } from './entry.ts';

/**
 * An exchange as an HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/). It is made of the record, which is masked,
 * so the file is too. Members of our own begin with an underscore, as the format asks for.
 */
export function harFile(exchange: Exchange, appVersion: string): { fileName: string; har: string } {
  const page = 'page_1';
  const { id, kind, launchMode, state, verdict, headline, connectionName, environment, observations } = exchange;
  const log = {
    version: '1.2',
    creator: { name: 'Countersign', version: appVersion },
    pages: [
      {
        startedDateTime: new Date(exchange.startedAt).toISOString(),
        id: page,
        title: exchange.operationTitle,
        pageTimings: { onContentLoad: -1, onLoad: -1 },
      },
    ],
    entries: exchange.hops.map((hop) => harEntry(hop, exchange, page)),
    comment: 'Secrets are masked.',
    _countersign: { id, kind, launchMode, state, verdict, headline, connectionName, environment, observations },
  };
  return {
    fileName: `${fileNamePart(exchange.operationId)}-${fileNamePart(id)}.har`,
    har: `${JSON.stringify({ log }, null, 2)}\n`,
  };
}

/** Letters, digits and dashes: what every file system takes. */
function fileNamePart(text: string): string {
  return text.replace(/[^A-Za-z0-9-]+/g, '-').slice(0, 60);
}
