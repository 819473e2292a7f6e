import type { CaseDefinition } from './cases.ts';
import { withClaims } from './launch.ts';

const expiry = '1EdTech Security Framework 1.0 §5.1.3 step 7';
const issued = '1EdTech Security Framework 1.0 §5.1.3 step 8';
const hour = 3600;

/** Changes of the times. */
export const timeCases = {
  expired: {
    title: 'Expired',
    detail: 'exp is ten minutes past, iat an hour.',
    expectation: 'must-refuse',
    source: expiry,
    change: { message: withClaims((_claims, { now }) => ({ iat: now - hour, exp: now - 600 })) },
  },
  'expiry-missing': {
    title: 'No expiry',
    detail: 'exp is left out, so the token would be good for ever.',
    expectation: 'must-refuse',
    source: expiry,
    change: { message: withClaims(() => ({ exp: undefined })) },
  },
  'issued-in-future': {
    title: 'Issued in the future',
    detail: 'iat is in an hour. Nothing forbids it outright, but clocks are not an hour apart.',
    expectation: 'should-refuse',
    source: issued,
    change: { message: withClaims((_claims, { now }) => ({ iat: now + hour, exp: now + 2 * hour })) },
  },
  'issued-long-ago': {
    title: 'Issued a day ago',
    detail:
      'iat is a day old, exp in the future. A tool should limit how long it remembers nonces, and so how old a token may be.',
    expectation: 'should-refuse',
    source: issued,
    change: { message: withClaims((_claims, { now }) => ({ iat: now - 24 * hour, exp: now + hour })) },
  },
  'issued-missing': {
    title: 'No time of issue',
    detail: 'iat is left out, though it is required.',
    expectation: 'must-refuse',
    source: '1EdTech Security Framework 1.0 §5.1.2',
    change: { message: withClaims(() => ({ iat: undefined })) },
  },
  'issued-15-seconds-ago': {
    title: 'Issued 15 seconds ago',
    detail:
      'As on a slow connection. Tools that allow ten seconds, as some libraries do, refuse launches that are slow.',
    expectation: 'may',
    source: issued,
    change: { message: withClaims((_claims, { now }) => ({ iat: now - 15 })) },
  },
  'not-valid-yet': {
    title: 'Not valid yet',
    detail: 'nbf is in an hour.',
    expectation: 'must-refuse',
    source: 'RFC 7519 §4.1.5',
    change: { message: withClaims((_claims, { now }) => ({ nbf: now + hour })) },
  },
  'times-in-milliseconds': {
    title: 'Times in milliseconds',
    detail: 'iat and exp are in milliseconds, as from JavaScript’s clock: thousands of years ahead.',
    expectation: 'should-refuse',
    source: 'RFC 7519 §2, NumericDate',
    change: {
      message: withClaims((_claims, { now }) => ({ iat: now * 1000, exp: (now + hour) * 1000 })),
    },
  },
} as const satisfies Record<string, CaseDefinition>;
