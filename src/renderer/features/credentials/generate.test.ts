import { describe, expect, it } from 'vitest';
import { generatedBits, generatedLength, generateSecret } from './generate.ts';

describe('generateSecret', () => {
  it('uses every character of its alphabet and none that would be encoded', () => {
    const seen = new Set<string>();
    for (let start = 0; start < 256; start += 1) {
      const secret = generateSecret((bytes) => bytes.map((_, index) => (start + index) % 256));
      expect(secret).toHaveLength(generatedLength);
      expect(encodeURIComponent(secret)).toBe(secret);
      for (const character of secret) seen.add(character);
    }
    expect(seen.size).toBe(64);
  });

  it('gives another each time', () => {
    const fill = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
    expect(generateSecret(fill)).not.toBe(generateSecret(fill));
    expect(generatedBits).toBeGreaterThanOrEqual(256);
  });
});
