import type { CaseDefinition } from './cases.ts';
import { withParameter } from './launch.ts';

const initiation = '1EdTech Security Framework 1.0 §5.1.1.1';

/** Changes of the login initiation. */
export const loginCases = {
  'login-by-get': {
    title: 'Login by GET',
    detail:
      'The login is initiated with GET. A tool that takes only POST cannot be launched from platforms that redirect.',
    expectation: 'must-accept',
    source: initiation,
    change: { login: (draft) => ({ ...draft, method: 'GET' }) },
  },
  'login-by-post': {
    title: 'Login by POST',
    detail: 'The login is initiated with a form. A tool that takes only GET cannot be launched from Moodle or Canvas.',
    expectation: 'must-accept',
    source: initiation,
    change: { login: (draft) => ({ ...draft, method: 'POST' }) },
  },
  'login-without-client-id': {
    title: 'Login without client_id',
    detail:
      'client_id is left out of the login: it is optional there, and some platforms never send it. A tool that is registered for several clients of the platform cannot tell which is meant.',
    expectation: 'may',
    source: 'LTI 1.3 §4.1.3',
    change: { login: withParameter('client_id', null) },
  },
  'login-without-deployment': {
    title: 'Login without lti_deployment_id',
    detail: 'lti_deployment_id is left out of the login: it is optional there.',
    expectation: 'must-accept',
    source: 'LTI 1.3 §4.1.2',
    change: { login: withParameter('lti_deployment_id', null) },
  },
  'login-unknown-issuer': {
    title: 'Login of an unknown issuer',
    detail: 'iss is of a platform nobody registered. A tool that goes on would trust whoever asks.',
    expectation: 'must-refuse',
    source: initiation,
    change: { login: withParameter('iss', 'https://unregistered-platform.example') },
  },
  'login-unknown-client-id': {
    title: 'Login for another client_id',
    detail: 'client_id is not the one that is registered with the issuer.',
    expectation: 'should-refuse',
    source: 'LTI 1.3 §4.1.3',
    change: { login: withParameter('client_id', 'client-of-another-tool') },
  },
  'login-without-hint': {
    title: 'Login without login_hint',
    detail: 'login_hint is left out, though it is required: the platform could not tell afterwards who logs in.',
    expectation: 'should-refuse',
    source: initiation,
    change: { login: withParameter('login_hint', null) },
  },
} as const satisfies Record<string, CaseDefinition>;
