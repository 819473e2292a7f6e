import { createInstance } from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import type { Diagnosis } from '../../../../protocol/models/diagnosis.ts';
import { resources } from '../../../i18n/resources.ts';
import { findingsOf, isUnexplained, meaningKey, uncheckedOf } from './findings.ts';
import { reportText } from './words.ts';

const instance = createInstance();
beforeAll(() => instance.init({ lng: 'en', resources, interpolation: { escapeValue: false } }));

const pasted: Diagnosis['pasted'] = {
  kind: 'form-body',
  request: { method: 'POST', url: 'https://tool.example/', headers: [], fields: [], body: null },
  token: null,
  requests: [],
  requestIndex: null,
  skippedRequests: 0,
  notes: ['A note.'],
  parameters: [],
  roles: [],
  scheme: 'oauth1',
  consumerKey: 'k',
  madeAt: null,
  lacks: [],
};
const evidence = { expectedBaseString: 'POST&a&b', reproducedBaseString: 'POST&c&b', firstDifference: 5 };
const found = { id: 'signature-url-host', cause: 'url-host', title: 'Another host', detail: 'Why.', fix: 'Do this.' };
const check = {
  id: 'OA-02',
  severity: 'error',
  title: 'A check',
  seen: 's',
  expected: 'e',
  owner: 'network',
  source: 'x',
  ticket: '[OA-02] A check.',
} as const;
const wrong: Diagnosis = {
  pasted,
  checks: [{ ...check, severity: 'info' }, check],
  signature: {
    verdict: 'invalid',
    baseString: 'POST&a&b',
    expectedSignature: 'good=',
    receivedSignature: 'bad=',
    findings: [{ ...found, owner: 'tool-vendor', evidence }],
    steps: [],
  },
};

it('puts what explains the signature first, then the checks, worst first', () => {
  expect(findingsOf(wrong).map(({ finding, severity }) => [finding.id, severity])).toEqual([
    ['signature-url-host', 'error'],
    ['OA-02', 'error'],
    ['OA-02', 'info'],
  ]);
});

it('offers other credentials only where nothing explains the signature', () => {
  const withFindings = (findings: NonNullable<Diagnosis['signature']>['findings']): Diagnosis => ({
    ...wrong,
    signature: wrong.signature === null ? null : { ...wrong.signature, findings },
  });
  expect(isUnexplained(wrong)).toBe(false);
  expect(isUnexplained(withFindings([{ ...found, cause: 'unknown' }]))).toBe(true);
  expect(isUnexplained(withFindings([{ ...found, cause: 'other-credential' }]))).toBe(true);
  expect(isUnexplained(withFindings([{ ...found, cause: 'other-credential', evidence }]))).toBe(false);
});

it('says what was not checked', () => {
  expect(uncheckedOf(wrong, 'now')).toEqual(['nonce', 'network', 'tool']);
  expect(uncheckedOf({ ...wrong, signature: null }, 'made')).toEqual(['signature', 'time', 'nonce', 'network', 'tool']);
});

it('writes a report that can be read without the window', () => {
  const text = reportText(wrong, 'now', instance.getFixedT('en', 'doctor'));
  for (const part of [
    'Recognised: a form body',
    'POST https://tool.example/',
    'Signature: The signature is wrong',
    'Error: [url-host] Another host. Why. To be changed by: tool vendor. Do this.',
    '[OA-02] A check.',
    'Expected: good=',
    'Received: bad=',
    'Should have been signed: POST&a&b',
    'Was signed: POST&c&b',
    '- A note.',
    'Not checked:',
  ])
    expect(text).toContain(part);
});

it('knows the meaning of a family of parameters', () => {
  const known = { roles: 'x', custom: 'y' };
  expect(['roles', 'custom_a', 'toString', 'other'].map((name) => meaningKey(name, known))).toEqual([
    'roles',
    'custom',
    null,
    null,
  ]);
});
