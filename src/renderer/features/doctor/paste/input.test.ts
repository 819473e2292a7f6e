import { expect, it } from 'vitest';
import { diagnosisInput, emptyInput, isTooLong, type PasteInput, readPathParams } from './input.ts';

const pasted = { scheme: 'oauth1', madeAt: 1000 } as const;
const of = (part: Partial<PasteInput>, about: Parameters<typeof diagnosisInput>[1] = pasted) =>
  diagnosisInput({ ...emptyInput, text: 'a=1', ...part }, about, 5000);

it('says nothing about what was left empty', () => {
  expect(of({})).toEqual({ text: 'a=1', now: 5000, knownPlatforms: true });
});

it('passes on what was entered, trimmed', () => {
  expect(of({ url: ' https://tool.example/ ', method: 'get', requestIndex: 2, pathParams: 'id=5\nx\n' })).toMatchObject(
    {
      url: 'https://tool.example/',
      method: 'GET',
      requestIndex: 2,
      pathParams: [['id', '5']],
    },
  );
});

it('judges the time as of now or of when it was made, or not at all when nobody knows', () => {
  expect(of({ judge: 'made' }).now).toBe(1000);
  expect(of({ judge: 'made' }, { scheme: 'oauth1', madeAt: null })).not.toHaveProperty('now');
});

it('checks with a credential of the vault or a typed one, as it was typed, not without a secret', () => {
  expect(of({ credential: { from: 'vault', id: 'c1' } })).toMatchObject({ credentialId: 'c1' });
  const typed = { from: 'typed', key: 'k', secret: 's ' } as const;
  expect(of({ credential: typed }).credential).toEqual({ scheme: 'oauth1', key: 'k', secret: 's ' });
  expect(of({ credential: typed }, { scheme: 'proctorexam', madeAt: null }).credential).toEqual({
    scheme: 'proctorexam',
    secretKey: 's ',
  });
  expect(of({ credential: { ...typed, secret: '' } })).not.toHaveProperty('credential');
});

it('knows how much is read', () => {
  expect(isTooLong('x'.repeat(4_000_000))).toBe(false);
  expect(isTooLong('x'.repeat(4_000_001))).toBe(true);
  expect(readPathParams('=a\nb=c=d')).toEqual([['b', 'c=d']]);
});
