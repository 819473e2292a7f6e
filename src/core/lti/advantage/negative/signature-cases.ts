import type { CaseDefinition } from './cases.ts';
import { sealed, withField, withHeader } from './launch.ts';

const verified = '1EdTech Security Framework 1.0 §5.1.3 step 1';
const algorithm = '1EdTech Security Framework 1.0 §5.1.3 step 6';
const keys = '1EdTech Security Framework 1.0 §6.3';

/** Changes of the signature. Whoever gets one of them past a tool can log in as anybody. */
export const signatureCases = {
  'not-a-token': {
    title: 'No token at all',
    detail: 'id_token holds a text that is no JWT. The tool should say so, not crash.',
    expectation: 'must-refuse',
    source: 'RFC 7519 §7.2',
    change: { message: sealed('garbage') },
  },
  'token-missing': {
    title: 'id_token left out',
    detail: 'The form has a state and no id_token.',
    expectation: 'must-refuse',
    source: '1EdTech Security Framework 1.0 §5.1.1.3',
    change: { message: withField('id_token', () => null) },
  },
  'alg-none': {
    title: 'Not signed (alg none)',
    detail: 'The header says alg none and there is no signature. Anybody can make such a token.',
    expectation: 'must-refuse',
    source: algorithm,
    change: { message: sealed('none') },
  },
  'hs256-with-public-key': {
    title: 'HS256 with the public key',
    detail:
      'Signed with HS256, the published key as secret. A tool that lets the header choose the algorithm takes it.',
    expectation: 'must-refuse',
    source: algorithm,
    change: { message: sealed('public-key-as-secret') },
  },
  'wrong-key': {
    title: 'Signed with another key',
    detail: 'Signed with a key the platform never published, under the kid of its own.',
    expectation: 'must-refuse',
    source: verified,
    change: { message: sealed('stranger') },
  },
  'key-in-header': {
    title: 'Key in the header',
    detail:
      'Signed with a stranger’s key, which the header carries as jwk. Keys come from the platform’s key set alone.',
    expectation: 'must-refuse',
    source: 'RFC 8725 §3.5 and §3.10',
    change: { message: sealed('embedded') },
  },
  'unknown-kid': {
    title: 'Unknown kid',
    detail: 'Signed right, but the kid is of no key in the platform’s key set.',
    expectation: 'must-refuse',
    source: keys,
    change: { message: withHeader({ kid: 'kid-nobody-published' }) },
  },
  'kid-missing': {
    title: 'No kid',
    detail: 'The header names no key. A tool may try the only key there is, or refuse.',
    expectation: 'may',
    source: keys,
    change: { message: withHeader({ kid: undefined }) },
  },
  'payload-changed': {
    title: 'Changed after signing',
    detail: 'The subject was changed after the token was signed.',
    expectation: 'must-refuse',
    source: verified,
    change: { message: sealed('changed-after') },
  },
  'signature-missing': {
    title: 'Signature cut off',
    detail: 'The header says RS256, and the third part of the token is empty.',
    expectation: 'must-refuse',
    source: verified,
    change: { message: sealed('stripped') },
  },
} as const satisfies Record<string, CaseDefinition>;
