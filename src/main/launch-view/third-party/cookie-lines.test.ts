import { describe, expect, it } from 'vitest';
import { asksForPartition, isRefusedAsThirdParty, partitionedOnly } from './cookie-lines.ts';

describe('partitionedOnly', () => {
  const held = [
    { name: 'sid', value: '1', isPartitioned: false },
    { name: 'chips', value: 'a=b', isPartitioned: true },
    { name: 'both', value: 'top', isPartitioned: false },
    { name: 'both', value: 'part', isPartitioned: true },
    { name: '', value: 'nameless', isPartitioned: true },
  ];

  it('keeps partitioned cookies, whatever else has their name', () => {
    expect(partitionedOnly('sid=1; chips=a=b; both=top; both=part; nameless', held)).toBe(
      'chips=a=b; both=part; nameless',
    );
  });

  it('leaves nothing where none is partitioned, or none is known', () => {
    expect(partitionedOnly('sid=1; both=top', held)).toBeNull();
    expect(partitionedOnly('chips=a=b', [])).toBeNull();
  });
});

describe('asksForPartition', () => {
  it('takes both attributes, however they are written', () => {
    expect(asksForPartition('a=1; Secure; SameSite=None; Partitioned')).toBe(true);
    expect(asksForPartition('a=1;partitioned ;SECURE=')).toBe(true);
  });

  it('takes no value for an attribute, and no partition without Secure', () => {
    expect(asksForPartition('partitioned=secure; Path=/')).toBe(false);
    expect(asksForPartition('a=1; Partitioned; SameSite=None')).toBe(false);
    expect(asksForPartition('a=1; Secure; SameSite=None')).toBe(false);
  });
});

describe('isRefusedAsThirdParty', () => {
  it('takes what only the switch refuses', () => {
    expect(isRefusedAsThirdParty('a=1; SameSite=None; Secure')).toBe(true);
    expect(isRefusedAsThirdParty('a=1; SameSite=None; Secure; Partitioned')).toBe(false);
  });

  it('leaves to the browser what it refuses anyway', () => {
    expect(isRefusedAsThirdParty('a=1')).toBe(false);
    expect(isRefusedAsThirdParty('a=1; SameSite=Lax; Secure')).toBe(false);
    expect(isRefusedAsThirdParty('a=1; SameSite=None')).toBe(false);
    expect(isRefusedAsThirdParty('a=1; SameSite=None; Secure; SameSite=Strict')).toBe(false);
  });
});
