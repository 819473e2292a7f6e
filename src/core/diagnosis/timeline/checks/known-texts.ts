import type { Exchange, Hop } from '../../../../protocol/models/exchanges/exchange.ts';
import type { TimelineFinding } from '../../../../protocol/models/exchanges/timeline.ts';
import { knownInAnswer, knownInMessage, knownTextFinding } from '../../checks/known-errors/index.ts';
import { hopName, type NetworkCase } from './context.ts';

/** Parameters by which tools and platforms tell an error in an address (LTI 1.1 §3; OpenID Connect Core 1.0 §3.1.2.6). */
const telling = ['lti_errormsg', 'lti_errorlog', 'error', 'error_description'];

/** NET-11: error texts of known platforms and libraries, in pages and in addresses the browser was sent to; each once. */
export function checkKnownTexts({ exchange, hops }: NetworkCase): TimelineFinding[] {
  const told = new Set<string>();
  return [...hops.flatMap(inHop), ...inReturn(exchange)].flatMap(({ known, where, hop }) => {
    if (told.has(known.id)) return [];
    told.add(known.id);
    return [{ ...knownTextFinding(known, where), hop }];
  });
}

type Seen = { known: ReturnType<typeof knownInMessage>[number]; where: string; hop: number | null };

function inHop(hop: Hop): Seen[] {
  const answer = hop.body?.kind === 'text' ? knownInAnswer(hop.body.text, hop.status) : [];
  return [
    ...answer.map((known) => ({ known, where: `the answer of ${hopName(hop)}`, hop: hop.index })),
    ...[hop.url, hop.location ?? ''].flatMap((address) =>
      inAddress(address).map((found) => ({ ...found, hop: hop.index })),
    ),
  ];
}

function inAddress(address: string): Omit<Seen, 'hop'>[] {
  const params = URL.parse(address)?.searchParams;
  if (params === undefined) return [];
  return telling.flatMap((name) =>
    params.getAll(name).flatMap((text) => knownInMessage(text).map((known) => ({ known, where: name }))),
  );
}

function inReturn({ returned }: Exchange): Seen[] {
  if (returned === null) return [];
  const texts = [
    ['lti_errormsg', returned.errorMessage],
    ['lti_errorlog', returned.errorLog],
  ] as const;
  return texts.flatMap(([where, text]) =>
    text === null ? [] : knownInMessage(text).map((known) => ({ known, where, hop: null })),
  );
}
