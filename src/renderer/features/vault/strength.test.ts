import { describe, expect, it } from 'vitest';
import { passphraseSchema } from '../../../protocol/models/vault/vault-protection.ts';
import { estimatedBits, shortestPassphrase, strengthOf } from './strength.ts';

describe('strengthOf', () => {
  it('counts what is missing to the length that core accepts', () => {
    expect(strengthOf('')).toEqual({ level: 'empty', missing: 12 });
    expect(strengthOf('elevenchars')).toEqual({ level: 'short', missing: 1 });
    expect(strengthOf('twelve chars').missing).toBe(0);
    expect(passphraseSchema.safeParse('x'.repeat(shortestPassphrase)).success).toBe(true);
    expect(passphraseSchema.safeParse('x'.repeat(shortestPassphrase - 1)).success).toBe(false);
  });

  it('calls long but simple ones weak', () => {
    for (const one of ['aaaaaaaaaaaa', '123456789012', 'password1234', 'Summer2026!!', 'testtesttest'])
      expect(strengthOf(one).level, one).toBe('weak');
  });

  it('calls several unrelated words good and more of them strong', () => {
    expect(strengthOf('correct horse battery staple').level).toBe('good');
    expect(strengthOf('copper lantern orbit velvet thimble').level).toBe('strong');
    expect(strengthOf('vK8#mQ2x!Lr5@pZ9').level).toBe('strong');
  });
});

describe('estimatedBits', () => {
  it('gives nothing for saying the same again', () => {
    expect(estimatedBits('lantern lantern lantern')).toBe(estimatedBits('lantern lantern'));
    expect(estimatedBits('12345678')).toBe(estimatedBits('1'));
  });
});
