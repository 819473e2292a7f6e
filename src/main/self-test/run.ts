import type { SelfTestCheck, SelfTestReport } from '../../protocol/models/self-test.ts';
import { NotApplicable } from './app-checks.ts';
import type { Check } from './checks.ts';

export type RunPorts = {
  /** Milliseconds since 1970. */
  now(): number;
  after(ms: number, run: () => void): () => void;
};

type Facts = Omit<SelfTestReport, 'format' | 'passed' | 'startedAt' | 'milliseconds' | 'checks'>;

/** Time for one check and for all of them, in milliseconds. */
export const selfTestLimits = { check: 30_000, all: 90_000 } as const;

/**
 * Runs the checks one after the other. Each has its time; when the time of all is over the rest fail unheard. Never rejects: what
 * goes wrong is in the report.
 */
export async function runChecks(checks: readonly Check[], facts: Facts, ports: RunPorts): Promise<SelfTestReport> {
  const begun = ports.now();
  const done: SelfTestCheck[] = [];
  for (const { id, run } of checks) {
    const started = ports.now();
    const left = Math.min(selfTestLimits.check, selfTestLimits.all - (started - begun));
    const outcome = left <= 0 ? failed('There was no time left.') : await attempt(run, left, ports);
    done.push({ id, ...outcome, milliseconds: ports.now() - started });
  }
  return {
    format: 'countersign-self-test/1',
    passed: done.every(({ result }) => result !== 'failed'),
    startedAt: new Date(begun).toISOString(),
    milliseconds: ports.now() - begun,
    ...facts,
    checks: done,
  };
}

type Outcome = Pick<SelfTestCheck, 'result' | 'detail'>;

const failed = (detail: string): Outcome => ({ result: 'failed', detail });

async function attempt(run: Check['run'], limitMs: number, { after }: RunPorts): Promise<Outcome> {
  return new Promise((resolve) => {
    const stopClock = after(limitMs, () => resolve(failed(`No answer within ${limitMs / 1000} seconds.`)));
    run()
      .then(
        (detail): Outcome => ({ result: 'passed', detail }),
        (error: unknown): Outcome => {
          const detail = error instanceof Error ? error.message : String(error);
          return { result: error instanceof NotApplicable ? 'not-applicable' : 'failed', detail };
        },
      )
      .then((outcome) => {
        stopClock();
        resolve(outcome);
      });
  });
}
