import type { Flow, FlowRun, FlowStepRun } from '../../protocol/models/flow.ts';

/** A run as JUnit XML, one test case per step: failed steps with their reason, steps that were not reached as skipped. */
export function junitOf(flow: Flow, run: FlowRun, connectionName: string): string {
  const failures = run.steps.filter(({ state }) => state === 'failed').length;
  const skipped = run.steps.filter(({ state }) => state !== 'done' && state !== 'failed').length;
  const seconds = ((run.finishedAt ?? run.startedAt) - run.startedAt) / 1000;
  const counts = `tests="${run.steps.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${seconds}"`;
  const cases = run.steps.map((step) => testCase(flow, step, `${connectionName}.${flow.id}`));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${xml(`${connectionName}: ${flow.title}`)}" ${counts} timestamp="${new Date(run.startedAt).toISOString()}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(flow: Flow, step: FlowStepRun, className: string): string {
  const title = flow.steps.find(({ id }) => id === step.stepId)?.title ?? step.stepId;
  const open = `    <testcase classname="${xml(className)}" name="${xml(`${step.stepId}: ${title}`)}"`;
  if (step.state === 'done') return `${open}/>`;
  if (step.state !== 'failed') return `${open}><skipped message="${xml(step.state)}"/></testcase>`;
  const { kind = 'problem', detail = '' } = step.failure ?? {};
  return `${open}><failure type="${kind}" message="${xml(detail)}">${xml(step.headline)}</failure></testcase>`;
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
