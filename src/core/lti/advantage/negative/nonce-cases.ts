import type { CaseDefinition } from './cases.ts';
import { withClaims, withField } from './launch.ts';

const nonce = '1EdTech Security Framework 1.0 §5.1.3 step 9';
const state = '1EdTech Security Framework 1.0 §5.1.1.3';

/** Changes of what ties the message to the tool's own request. */
export const nonceCases = {
  'nonce-replayed': {
    title: 'Nonce used before',
    detail: 'The nonce of an earlier launch: a token somebody recorded and plays again.',
    expectation: 'must-refuse',
    source: nonce,
    change: {
      needsEarlierNonce: true,
      message: withClaims(({ nonce: own }, { earlierNonce }) => ({ nonce: earlierNonce ?? own })),
    },
  },
  'nonce-changed': {
    title: 'Another nonce',
    detail: 'The nonce is not the one of the tool’s request.',
    expectation: 'must-refuse',
    source: nonce,
    change: { message: withClaims(() => ({ nonce: 'nonce-nobody-asked-for' })) },
  },
  'nonce-missing': {
    title: 'No nonce',
    detail: 'The nonce of the tool’s request does not come back.',
    expectation: 'must-refuse',
    source: nonce,
    change: { message: withClaims(() => ({ nonce: undefined })) },
  },
  'state-changed': {
    title: 'Altered state',
    detail: 'The state that comes back is not the one of the tool’s request: another person’s login, slipped in.',
    expectation: 'must-refuse',
    source: state,
    change: { message: withField('state', (value) => `${value}x`) },
  },
  'state-missing': {
    title: 'No state',
    detail: 'The state of the tool’s request does not come back.',
    expectation: 'must-refuse',
    source: state,
    change: { message: withField('state', () => null) },
  },
} as const satisfies Record<string, CaseDefinition>;
