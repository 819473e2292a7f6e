import type { AbEnd } from '../../../protocol/models/exchanges/ab-run.ts';
import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import { readPage } from '../../html/page.ts';

/** Characters of a page that are told: enough to recognise an error by. */
const mostText = 300;

/** Where a launch ended: the last hop of its own frame. `null` while nothing was seen. */
export function endOf({ hops }: Exchange): AbEnd | null {
  const last = hops
    .filter(({ parent, cause }) => parent === null && cause.kind !== 'popup')
    .toSorted((a, b) => a.index - b.index)
    .at(-1);
  if (last === undefined) return null;
  const body = last.body?.kind === 'text' ? last.body.text : '';
  const page = last.body?.contentType?.includes('html') ? readPage(body) : null;
  return {
    isWell: last.failure === null && last.status !== null && last.status < 400,
    status: last.failure === null ? last.status : null,
    url: last.url,
    title: short(page?.title ?? ''),
    text: last.failure === null ? short(page?.text ?? body) : last.failure.reason,
  };
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > mostText ? `${line.slice(0, mostText - 1)}…` : line;
}
