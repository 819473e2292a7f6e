import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carriesProof, proofsIn, type RedirectOfLaunch, redirectRefusal } from './launch-proof.ts';

const signature = 'tnnArxj06cWHq44gCs1OSKk/jLY+ab==';
const form = new URLSearchParams({ user_id: 'u 1', oauth_signature: signature }).toString();

describe('proofs of a form', () => {
  test('are its signature and its token, not its other fields', () => {
    expect(proofsIn(form)).toEqual([signature]);
    expect(proofsIn('id_token=eyJhbGciOiJSUzI1NiJ9.e30.c2ln&state=abcdefghijklmnop')).toEqual([
      'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
    ]);
  });

  test.each([
    '',
    'a',
    '=',
    'oauth_signature',
    'oauth_signature=',
    'oauth_signature=short',
    '%=%E0%A4&oauth_signature=%',
  ])('are none in %j', (text) => expect(proofsIn(text)).toEqual([]));

  test('are read from any text', () => {
    fc.assert(fc.property(fc.string(), (text) => proofsIn(text).length <= text.split('&').length));
  });
});

describe('a redirect', () => {
  const redirect = (change: Partial<RedirectOfLaunch>): RedirectOfLaunch => ({
    host: 'other.example',
    address: 'https://other.example/land',
    losesEncryption: false,
    keepsForm: false,
    proofs: [signature],
    ...change,
  });
  const allowed = ['tool.example', 'other.example:8443'];

  test.each([
    ['that posts the form again to a host that is not allowed', { keepsForm: true }, 'form'],
    ['to the same name on another port', { keepsForm: true, host: 'tool.example:444' }, 'form'],
    [
      'that posts the form again without encryption',
      { keepsForm: true, host: 'tool.example', losesEncryption: true },
      'form',
    ],
    [
      'with the signature in its query',
      { address: `https://other.example/?s=${encodeURIComponent(signature)}` },
      'address',
    ],
    ['with the signature in its fragment, as it is', { address: `https://other.example/#${signature}` }, 'address'],
    ['that posts the form again to an allowed host', { keepsForm: true, host: 'other.example:8443' }, null],
    ['that only leads elsewhere', {}, null],
    ['that posts a form without a proof again', { keepsForm: true, proofs: [] }, null],
  ] as const)('%s: %#', (_what, change, verdict) => {
    expect(carriesProof(redirect(change), allowed)).toBe(verdict);
  });

  test('that is not followed names the host and how to allow it', () => {
    expect(redirectRefusal('form', 'other.example')).toMatch(
      /signed form.*other\.example.*add it to the allowed hosts/,
    );
  });
});
