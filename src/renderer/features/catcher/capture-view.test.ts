import { expect, test } from 'vitest';
import type { Capture } from '../../../protocol/models/lti/catcher.ts';
import { findingsOfCapture, registrationFor } from './capture-view.ts';

const request = {
  at: 1,
  method: 'GET',
  url: 'http://localhost:8741/login',
  remoteAddress: '127.0.0.1',
  headers: [],
  query: [['client_id', 'c-1'] satisfies [string, string]],
  fields: [],
  body: '',
};
const check = (severity: 'error' | 'info', id: string): Capture['checks'][number] => ({
  id,
  severity,
  title: id,
  seen: '',
  expected: '',
  owner: 'platform-admin',
  source: '',
  ticket: '',
});
const login: Capture = {
  summary: {
    id: 'x',
    at: 1,
    kind: 'login',
    label: 'login',
    sender: 'https://lms.example',
    verdict: 'unchecked',
    errors: 0,
    warnings: 0,
    headline: '',
    kept: true,
  },
  request,
  signature: null,
  checks: [check('info', 'a'), check('error', 'b')],
  checklist: null,
  login: { request, registration: null, authentication: null, remarks: [], cookieReturned: null },
  roles: [],
  roleFindings: [],
  personal: { data: [], level: 'anonymous' },
  answer: { kind: 'page', status: 400, target: null, fields: null, resigned: false, note: null },
};

test('the worst finding comes first', () => {
  expect(findingsOfCapture(login).map(({ finding }) => finding.id)).toEqual(['b', 'a']);
});

test('a login of an unknown platform fills in its registration, that of a known one does not', () => {
  expect(registrationFor(login)).toMatchObject({
    name: 'lms.example',
    issuer: 'https://lms.example',
    clientId: 'c-1',
  });
  const known = login.login && { ...login.login, registration: 'Moodle' };
  expect(registrationFor({ ...login, login: known })).toBeNull();
});
