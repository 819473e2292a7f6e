import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';

const maxBodyCharacters = 200_000;

/** Everything of an exchange a person may look for in the history, in words; masked because the exchange is. */
export function searchTextOf(exchange: Exchange): string {
  return [
    exchange.connectionName,
    exchange.contractId,
    exchange.operationId,
    exchange.operationTitle,
    exchange.environment,
    exchange.verdict ?? '',
    exchange.headline,
    `${exchange.request.method} ${exchange.request.url}`,
    pairsText(exchange.request.headers),
    pairsText(exchange.request.fields),
    ...(exchange.request.multipart?.files ?? []).map(({ name, file }) => `${name} ${file.name} ${file.mediaType}`),
    exchange.request.fields.length === 0 ? (exchange.request.body ?? '') : '',
    ...exchange.hops.flatMap((hop) => [
      `${hop.method} ${hop.url} ${hop.status ?? ''} ${hop.statusText}`,
      hop.failure?.reason ?? '',
      pairsText(hop.responseHeaders),
      (hop.body?.text ?? '').slice(0, maxBodyCharacters),
    ]),
    ...platformTexts(exchange),
    ...(exchange.verdictDetail?.checks ?? []).map((check) => `${check.id} ${check.expected} ${check.actual}`),
  ].join('\n');
}

function pairsText(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${name} ${value}`).join('\n');
}

function platformTexts({ returned, outcomes, contentItems }: Exchange): string[] {
  return [
    returned?.message,
    returned?.log,
    returned?.errorMessage,
    returned?.errorLog,
    ...outcomes.flatMap((call) => [call.operation, call.sourcedId, call.score, call.description]),
    ...(contentItems?.items ?? []).flatMap((item) => [item.title, item.url]),
  ].filter((text): text is string => typeof text === 'string');
}
