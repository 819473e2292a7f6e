import type { AbEnd } from '../../../protocol/models/ab-run.ts';
import type { Exchange } from '../../../protocol/models/exchange.ts';

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
  const isHtml = last.body?.contentType?.includes('html') ?? false;
  return {
    isWell: last.failure === null && last.status !== null && last.status < 400,
    status: last.failure === null ? last.status : null,
    url: last.url,
    title: isHtml ? titleOf(body) : '',
    text: last.failure === null ? short(isHtml ? readable(body) : body) : last.failure.reason,
  };
}

function titleOf(html: string): string {
  return short(decoded(/<title[^>]*>([^<]*)/i.exec(html)?.[1] ?? ''));
}

/** What a person reads of a page, roughly: for recognising it, not for judging it. */
function readable(html: string): string {
  return decoded(
    html
      .replace(/<(script|style|title|noscript|template)\b[\s\S]*?(<\/\1\s*>|$)/gi, ' ')
      .replace(/<!--[\s\S]*?(-->|$)/g, ' ')
      .replace(/<[^>]*>/g, ' '),
  );
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function decoded(text: string): string {
  return text
    .replace(/&(\w+);/g, (all, name: string) => entities[name] ?? all)
    .replace(/&#(\d{1,6});/g, (all, code: string) =>
      Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : all,
    );
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > mostText ? `${line.slice(0, mostText - 1)}…` : line;
}
