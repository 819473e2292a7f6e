import { writeFileSync } from 'node:fs';
import { ProblemError } from '../../protocol/problem.ts';
import { nameAndRest } from '../settings.ts';
import { htmlOf } from './html.ts';
import { junitOf } from './junit.ts';
import type { Report } from './report.ts';

const writers = {
  junit: junitOf,
  html: htmlOf,
  json: (report: Report) => `${JSON.stringify(report, null, 2)}\n`,
} as const;
type ReportKind = keyof typeof writers;

export type ReportFile = { kind: ReportKind; file: string };

function isKind(name: string): name is ReportKind {
  return Object.hasOwn(writers, name);
}

/**
 * Reads `--report` options: each a list such as `junit=report.xml,html=report.html`. A comma that does not begin another kind is
 * part of a file name.
 *
 * @throws ProblemError `input.invalid` for a kind that does not exist or a missing file, before anything is sent.
 */
export function reportFiles(options: readonly string[]): ReportFile[] {
  return options.flatMap((option) =>
    option.split(/,(?=(?:junit|html|json)=)/).map((part): ReportFile => {
      const { name, value } = nameAndRest('--report', part);
      if (!isKind(name) || value === '') {
        const detail = 'expected junit=FILE, html=FILE or json=FILE, separated by commas';
        throw new ProblemError('input.invalid', { field: '--report', detail });
      }
      return { kind: name, file: value };
    }),
  );
}

/** @throws ProblemError `input.invalid` when a file cannot be written; the reports before it are. */
export function writeReports(files: readonly ReportFile[], report: Report): void {
  for (const { kind, file } of files) {
    try {
      writeFileSync(file, writers[kind](report));
    } catch (error) {
      throw new ProblemError('input.invalid', {
        field: '--report',
        detail: `the ${kind} report cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
  }
}
