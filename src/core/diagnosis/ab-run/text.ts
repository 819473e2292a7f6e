import type { AbColumn, AbResult } from '../../../protocol/models/exchanges/ab-run.ts';
import { variantTitles } from './names.ts';

/** An A/B run as plain text: the conclusion, then each way with its hops, then findings as lines for a ticket. */
export function abText({ run, columns, pairs, conclusion, notEmulated }: Omit<AbResult, 'text'>): string {
  const findings = pairs.flatMap(({ finding }) => (finding === null ? [] : [finding]));
  // The last pair mostly repeats what the others say.
  const told = findings.filter(({ expected }, at) => findings.findIndex((one) => one.expected === expected) === at);
  return [
    `${run.operationTitle}, ${run.connectionName}, ${new Date(run.startedAt).toISOString()}`,
    conclusion,
    ...columns.flatMap((column) => ['', ...columnLines(column)]),
    ...(told.length === 0 ? [] : ['', 'Findings', ...told.map(({ ticket }) => ticket)]),
    '',
    notEmulated,
  ].join('\n');
}

function columnLines({ variant, state, timeline, end, exchange }: AbColumn): string[] {
  const ended = end === null ? state : `${end.status ?? 'not shown'} ${end.title || end.text}`.trim();
  return [
    `${variantTitles[variant]}: ${ended}`,
    ...(exchange?.headline ? [`   ${exchange.headline}`] : []),
    ...(timeline?.hops ?? []).map(({ index, summary, cookiesBlocked, cookiesWithheld }) => {
      const without = [...cookiesBlocked, ...cookiesWithheld];
      return `   ${index + 1}. ${summary}${without.length === 0 ? '' : ` (without cookies: ${without.join(', ')})`}`;
    }),
  ];
}
