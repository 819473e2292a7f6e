import { describe, expect, it } from 'vitest';
import { type ReceivedRequest, type SandboxFault, sandboxFaultSchema } from '../../../protocol/sandbox-control.ts';
import { faultKinds, faultParameters, formOf, readFault, receivedOutcome } from './faults.ts';

const kinds = sandboxFaultSchema.options.map((option) => option.shape.kind.value);

describe('faultKinds', () => {
  it('offers every fault there is, each to the servers that know it', () => {
    expect(new Set([...faultKinds('examPlatform'), ...faultKinds('bookshelf')])).toEqual(new Set(kinds));
    expect(faultKinds('examPlatform')).not.toContain('cookies');
    expect(faultKinds('bookshelf')).not.toContain('html-errors');
    expect(faultKinds('libraryStore')).toEqual(faultKinds('bookshelf'));
  });
});

describe('the editor', () => {
  it('begins with values that can be set at once, for every kind', () => {
    for (const kind of kinds) expect(readFault({ ...formOf(null), kind })?.kind, kind).toBe(kind);
  });

  it('shows and gives back the fault that is set', () => {
    const faults: SandboxFault[] = [
      { kind: 'status', status: 503, body: 'malformed-json', once: true },
      { kind: 'frame-ancestors', sources: ['https://lms.example'], once: false },
      { kind: 'clock-skew', seconds: -90, once: false },
      { kind: 'cookies', policy: 'partitioned', once: true },
    ];
    for (const fault of faults) expect(readFault(formOf(fault))).toEqual(fault);
  });

  it('sets nothing that the sandbox would refuse', () => {
    expect(readFault({ ...formOf(null), status: '' })).toBeNull();
    expect(readFault({ ...formOf(null), kind: 'delay', milliseconds: 0 })).toBeNull();
    expect(readFault({ ...formOf(null), kind: 'frame-ancestors', sources: [] })).toBeNull();
    expect(readFault({ ...formOf(null), kind: 'content-type', contentType: 'nonsense' })).toBeNull();
  });
});

describe('faultParameters', () => {
  it('holds the values and not how long', () => {
    expect(faultParameters({ kind: 'status', status: 500, body: 'html', once: true })).toEqual({
      status: 500,
      body: 'html',
    });
    expect(faultParameters({ kind: 'frame-ancestors', sources: ['a', 'b'], once: false })).toEqual({ sources: 'a b' });
  });
});

describe('receivedOutcome', () => {
  const received = (part: Partial<ReceivedRequest>): ReceivedRequest => ({
    sequence: 1,
    at: '2026-01-01T00:00:00.000Z',
    method: 'GET',
    path: '/',
    headers: [],
    parameters: [],
    status: 200,
    reason: null,
    fault: null,
    ...part,
  });

  it('tells a refusal from a fault', () => {
    expect(receivedOutcome(received({}))).toBe('accepted');
    expect(receivedOutcome(received({ status: 302 }))).toBe('accepted');
    expect(receivedOutcome(received({ status: 403, reason: 'signature-mismatch' }))).toBe('refused');
    expect(receivedOutcome(received({ status: 500, fault: 'status' }))).toBe('faulty');
    expect(receivedOutcome(received({ status: null }))).toBe('refused');
  });
});
