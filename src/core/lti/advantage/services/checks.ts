import type { ServiceCheck, ServiceVerdict } from '../../../../protocol/models/advantage/services.ts';

/** A rule of a service, before anything was seen. */
export type Rule = Pick<ServiceCheck, 'id' | 'title' | 'expected' | 'source'>;

type Outcome = Pick<ServiceCheck, 'status' | 'seen'> & Partial<Pick<ServiceCheck, 'expected'>>;

export const passed = (seen: string): Outcome => ({ status: 'passed', seen });
export const remarked = (seen: string, expected?: string): Outcome => outcome('remarked', seen, expected);
export const failed = (seen: string, expected?: string): Outcome => outcome('failed', seen, expected);
export const unknown = (seen: string, expected?: string): Outcome => outcome('unknown', seen, expected);
/** {@link passed} or {@link failed}. */
export const must = (holds: boolean, seen: string): Outcome => (holds ? passed(seen) : failed(seen));

function outcome(status: ServiceCheck['status'], seen: string, expected: string | undefined): Outcome {
  return { status, seen, ...(expected === undefined ? {} : { expected }) };
}

/** Characters of a text that a check quotes. */
const shown = 500;

function cut(text: string): string {
  return text.length > shown ? `${text.slice(0, shown)}…` : text;
}

export function check(rule: Rule, { seen, ...rest }: Outcome): ServiceCheck {
  return { ...rule, ...rest, seen: cut(seen) };
}

export function firstFailure(checks: readonly ServiceCheck[]): ServiceCheck | undefined {
  return checks.find(({ status }) => status === 'failed');
}

/** An answer of 400 and above is a refusal, whatever the checks say. */
export function verdictOf(checks: readonly ServiceCheck[], status: number): ServiceVerdict {
  if (status >= 400 || firstFailure(checks) !== undefined) return 'refused';
  return checks.some((one) => one.status === 'remarked') ? 'remarked' : 'accepted';
}
