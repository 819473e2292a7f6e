import type { CheckSeverity } from '../../../../protocol/models/diagnosis.ts';
import type { TimelineFinding } from '../../../../protocol/models/exchanges/timeline.ts';
import { checkAnswers } from './answers.ts';
import { checkClocks } from './clocks.ts';
import type { NetworkCase, NetworkCheck } from './context.ts';
import { checkCookies } from './cookies.ts';
import { checkEncryption } from './encryption.ts';
import { checkFrames } from './frames.ts';
import { checkKnownTexts } from './known-texts.ts';
import { checkPage } from './page.ts';
import { checkRedirects } from './redirects.ts';
import { checkStorage } from './storage.ts';

const checks: readonly NetworkCheck[] = [
  checkRedirects,
  checkEncryption,
  checkCookies,
  checkFrames,
  checkPage,
  checkStorage,
  checkClocks,
  checkAnswers,
  checkKnownTexts,
];

const severities: readonly CheckSeverity[] = ['error', 'warning', 'info'];

/** All findings of the network, worst first, then in the order of the hops; those of the whole launch last. */
export function checkNetwork(seen: NetworkCase): TimelineFinding[] {
  const place = ({ hop }: TimelineFinding) => hop ?? Number.POSITIVE_INFINITY;
  const rank = ({ severity }: TimelineFinding) => severities.indexOf(severity);
  return checks
    .flatMap((check) => check(seen))
    .toSorted((a, b) => rank(a) - rank(b) || (place(a) === place(b) ? 0 : place(a) - place(b)));
}
