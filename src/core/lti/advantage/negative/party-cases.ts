import type { CaseDefinition } from './cases.ts';
import { withClaims } from './launch.ts';

const issuer = '1EdTech Security Framework 1.0 §5.1.3 step 2';
const audience = '1EdTech Security Framework 1.0 §5.1.3 step 3';

/** Changes of who speaks to whom. */
export const partyCases = {
  'issuer-wrong': {
    title: 'Another issuer',
    detail: 'iss is of another platform than the login.',
    expectation: 'must-refuse',
    source: issuer,
    change: { message: withClaims(() => ({ iss: 'https://another-platform.example' })) },
  },
  'issuer-with-slash': {
    title: 'Issuer with a slash more',
    detail: 'iss has a slash at its end that the registration has not. Issuers are compared letter by letter.',
    expectation: 'must-refuse',
    source: issuer,
    change: { message: withClaims((_claims, { issuer: own }) => ({ iss: `${own}/` })) },
  },
  'issuer-missing': {
    title: 'No issuer',
    detail: 'iss is left out.',
    expectation: 'must-refuse',
    source: issuer,
    change: { message: withClaims(() => ({ iss: undefined })) },
  },
  'audience-wrong': {
    title: 'For another tool',
    detail: 'aud is another client id: a token of another tool, passed on.',
    expectation: 'must-refuse',
    source: audience,
    change: { message: withClaims(() => ({ aud: 'client-of-another-tool' })) },
  },
  'audience-missing': {
    title: 'No audience',
    detail: 'aud is left out.',
    expectation: 'must-refuse',
    source: audience,
    change: { message: withClaims(() => ({ aud: undefined })) },
  },
  'audience-list': {
    title: 'Audience as a list',
    detail: 'aud is a list with the client id alone, and azp names it. A tool that compares texts only refuses it.',
    expectation: 'must-accept',
    source: '1EdTech Security Framework 1.0 §5.1.2',
    change: { message: withClaims((_claims, { clientId }) => ({ aud: [clientId], azp: clientId })) },
  },
  'authorized-party-wrong': {
    title: 'Another authorized party',
    detail: 'aud lists this tool and another one, and azp names the other.',
    expectation: 'should-refuse',
    source: '1EdTech Security Framework 1.0 §5.1.3 step 5',
    change: {
      message: withClaims((_claims, { clientId }) => ({
        aud: [clientId, 'client-of-another-tool'],
        azp: 'client-of-another-tool',
      })),
    },
  },
} as const satisfies Record<string, CaseDefinition>;
