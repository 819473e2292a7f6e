import { describe, expect, it } from 'vitest';
import type { ClockReport, HostClock } from '../../../protocol/models/exchanges/timeline.ts';
import { clockWarning } from './clock-warning.ts';

const host = (name: string, skew: number | null, uncertainty = 500): HostClock => ({
  host: name,
  skew,
  uncertainty: skew === null ? null : uncertainty,
  samples: 1,
  detail: '',
});
const report = (localSkew: number | null, ...hosts: HostClock[]): ClockReport => ({
  hosts,
  localSkew,
  windows: [],
  summary: '',
});

describe('clockWarning', () => {
  it('is of this machine when most hosts say so', () => {
    expect(clockWarning(report(-400_000, host('a.example', -400_000)), 'a.example')).toEqual({
      kind: 'machine',
      skew: -400_000,
    });
    expect(clockWarning(report(299_000, host('a.example', 299_000)), 'a.example')).toBeNull();
  });

  it('is of the host that is asked, and of no other', () => {
    const clocks = report(null, host('a.example', 700_000), host('b.example', 0));
    expect(clockWarning(clocks, 'a.example')).toEqual({ kind: 'host', host: 'a.example', skew: 700_000 });
    expect(clockWarning(clocks, 'b.example')).toBeNull();
    expect(clockWarning(clocks, 'c.example')).toBeNull();
  });

  it('says nothing that is not certain', () => {
    expect(clockWarning(report(null, host('a.example', 310_000, 20_000)), 'a.example')).toBeNull();
    expect(clockWarning(report(null, host('a.example', null)), 'a.example')).toBeNull();
  });
});
