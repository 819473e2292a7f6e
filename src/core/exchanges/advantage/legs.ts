import type { AdvantageLaunch, AdvantageLeg } from '../../../protocol/models/advantage/launch.ts';
import type { ExchangeRecord } from '../recording/record.ts';
import type { Stepping } from './stepping.ts';

/** A leg that is on record, to be changed as it goes on. */
export type RecordedLeg = { change(part: Partial<AdvantageLeg>): void };

/** Legs kept of one launch: a tool whose login never ends asks for a token each time. */
const mostLegs = 60;

const noLaunch: Error = new Error('the exchange is no launch of LTI 1.3');

/** Puts a leg on record, behind those there are; beyond the first sixty it is not kept. Throws for an exchange that is no launch of LTI 1.3. */
export function recordLeg(record: ExchangeRecord, leg: AdvantageLeg): RecordedLeg {
  const changed = (change: (legs: readonly AdvantageLeg[]) => AdvantageLeg[]) =>
    record.advantage((before: AdvantageLaunch | undefined) => {
      if (before === undefined) throw noLaunch;
      return { ...before, legs: change(before.legs) };
    });
  const at = record.current().advantageLaunch?.legs.length ?? 0;
  if (at >= mostLegs) return { change: () => undefined };
  changed((legs) => [...legs, leg]);
  return {
    change: (part) => changed((legs) => legs.map((one, index) => (index === at ? { ...one, ...part } : one))),
  };
}

/** Holds a leg that is on record where the launch is stepped; `false` when the launch was ended meanwhile. */
export async function held(leg: RecordedLeg, stepping: Stepping, next: Partial<AdvantageLeg>): Promise<boolean> {
  const goesOn = await stepping.wait();
  if (goesOn) leg.change(next);
  return goesOn;
}
