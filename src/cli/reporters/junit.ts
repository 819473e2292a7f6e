import type { Report, ReportCase } from './report.ts';

/** A report as JUnit XML: failed cases with their reason, what was not reached as skipped. */
export function junitOf(report: Report): string {
  const { counts, cases } = report;
  const attributes = `tests="${cases.length}" failures="${counts.failed}" errors="0" skipped="${counts.skipped}" time="${report.duration / 1000}"`;
  const timestamp = report.startedAt === null ? '' : ` timestamp="${report.startedAt}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes}>`,
    `  <testsuite name="${xml(report.title)}" ${attributes}${timestamp}>`,
    ...cases.map((one) => testCase(one, report.suite)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(one: ReportCase, className: string): string {
  const open = `    <testcase classname="${xml(className)}" name="${xml(`${one.id}: ${one.title}`)}"`;
  if (one.result === 'passed') return `${open}/>`;
  if (one.result === 'skipped') return `${open}><skipped message="${xml(one.state)}"/></testcase>`;
  const { type, message } = one.failure ?? { type: 'problem', message: '' };
  return `${open}><failure type="${xml(type)}" message="${xml(message)}">${xml(reasonText(one))}</failure></testcase>`;
}

/** What a build server shows under the message: the sentence, what to do, failed checks, and causes that are not ruled out. */
function reasonText({ headline, failure, checks, causes }: ReportCase): string {
  return [
    headline,
    ...(failure?.fix == null ? [] : [failure.fix]),
    ...checks
      .filter(({ level }) => level === 'error')
      .map(({ id, expected, actual, source }) => `${id}: expected ${expected}, was ${actual} [${source}]`),
    ...causes
      .filter(({ state }) => state !== 'ruled-out')
      .map(({ text, state, why }) => `${state}: ${text}${why === null ? '' : ` (${why})`}`),
  ].join('\n');
}

/** Text for XML 1.0 (§2.2, §2.4): what it cannot hold is left out, what has a meaning in it is escaped. */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
