import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import { type Call, callName, headerOf } from '../calls/call.ts';
import type { findingsOf } from '../check.ts';

/** The address of the next page of an answer (RFC 8288), made absolute; `null` without one. */
export function nextPage({ request, answer }: Call): string | null {
  const link = answer === null ? null : headerOf(answer.headers, 'link');
  if (link === null || link.length > 8192) return null;
  for (const part of link.split(/,(?=\s*<)/)) {
    const address = /^\s*<([^<>]*)>/.exec(part)?.[1];
    if (address !== undefined && /;\s*rel="?next"?\s*(?:;|$)/i.test(part)) {
      return URL.parse(address, request.url ?? undefined)?.href ?? null;
    }
  }
  return null;
}

/** Lists that go on, and were not read on. */
export function unfollowedPages(
  own: readonly Call[],
  all: readonly Call[],
  of: ReturnType<typeof findingsOf>,
): CheckFinding[] {
  const asked = new Set(
    all.flatMap(({ request }) => (request.url === null ? [] : [URL.parse(request.url)?.href ?? ''])),
  );
  return own.flatMap((call) => {
    const next = nextPage(call);
    if (next === null || asked.has(next)) return [];
    return [
      of({
        severity: 'warning',
        title: 'The list goes on, and was not read on.',
        seen: `${callName(call)} was answered with a Link to a next page.`,
        expected: 'A call of that address, until an answer has no such link.',
      }),
    ];
  });
}
