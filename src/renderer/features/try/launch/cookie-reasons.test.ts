import { expect, it } from 'vitest';
import { cookieReason, reasonsInWords } from './cookie-reasons.ts';

it('puts reason ids into words and leaves all else as it is', () => {
  const told = reasonsInWords('hop 2: blocked in a frame: SameSiteLax, NewReason', (reason) => `<${reason}>`);
  expect(told).toBe('hop 2: blocked in a frame: <SameSiteLax>, NewReason');
  expect(cookieReason('toString')).toBeUndefined();
});
