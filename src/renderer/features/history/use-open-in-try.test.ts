import { expect, it } from 'vitest';
import { draftOf } from './use-open-in-try.ts';

it('takes values and launch mode from the exchange and keeps what it does not know', () => {
  const before = { values: [], placement: 'header', signatureMethod: 'HMAC-SHA256', launchMode: 'window' } as const;
  const values = [{ name: 'user_id', in: 'body', value: 'u-1' }] as const;
  expect(draftOf({ form: [...values], launchMode: 'iframe' }, { ...before, values: [] })).toEqual({
    values,
    placement: 'header',
    signatureMethod: 'HMAC-SHA256',
    launchMode: 'iframe',
  });
  const platform = { returnUrl: true, outcomes: false, contentItems: null };
  expect(draftOf({ form: [], launchMode: 'window', platform }, { ...before, values: [] }).platform).toEqual(platform);
  expect(draftOf({ form: [], launchMode: 'window' }, { ...before, values: [], platform })).not.toHaveProperty(
    'platform',
  );
  expect(draftOf({ form: [], launchMode: null }, { ...before, values: [] }).launchMode).toBe('window');
});
