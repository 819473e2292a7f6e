import type { Timing } from '../../../../protocol/models/exchanges/exchange.ts';

const order = ['dns', 'connect', 'tls', 'send', 'wait', 'receive'] as const;
export type PhaseName = (typeof order)[number];

/** One phase on the time line of a hop; `start` and `length` are fractions of the whole. */
export type Phase = { name: PhaseName; milliseconds: number; start: number; length: number };

/** The phases that took place, one after the other. */
export function phasesOf(timing: Timing): Phase[] {
  const known = order.flatMap((name) => {
    const milliseconds = timing[name];
    return milliseconds === null ? [] : [{ name, milliseconds }];
  });
  const sum = known.reduce((total, phase) => total + phase.milliseconds, 0);
  const whole = Math.max(timing.total, sum, Number.MIN_VALUE);
  let passed = 0;
  return known.map(({ name, milliseconds }) => {
    const start = passed / whole;
    passed += milliseconds;
    return { name, milliseconds, start, length: milliseconds / whole };
  });
}
