import type { Hop, LaunchMode } from '../../protocol/models/exchange.ts';
import type { Check, Verdict } from '../../protocol/models/verdict.ts';

const source = 'what the embedded browser recorded';

/**
 * What the browser did to a launch the contract has nothing to say about: a page that could not be shown makes the verdict
 * deviate, since nobody saw the documented outcome; a blocked cookie is a warning, told in the summary as well, because a
 * page without its session is seldom what was wanted.
 */
export function withBrowserChecks(verdict: Verdict, hops: readonly Hop[], mode: LaunchMode): Verdict {
  const unshown = hops.find((hop) => hop.failure !== null);
  const blocked = cookieChecks(hops, mode);
  const checks = [...verdict.checks, ...shownCheck(unshown), ...blocked];
  const summary = [verdict.summary, ...blockedClause(blocked.length)].join(' ');
  if (unshown?.failure == null || verdict.verdict === 'undocumented') {
    return { ...verdict, summary, checks };
  }
  return {
    ...verdict,
    verdict: 'deviates',
    summary: `${summary} But hop ${unshown.index + 1} did not show: ${unshown.failure.reason}`,
    checks,
  };
}

function shownCheck(unshown: Hop | undefined): Check[] {
  if (unshown?.failure == null) {
    return [];
  }
  return [
    {
      id: 'launch.shown',
      level: 'error',
      expected: 'every page of the launch is shown',
      actual: `hop ${unshown.index + 1}: ${unshown.failure.reason} (${unshown.failure.error})`,
      source,
    },
  ];
}

function blockedClause(count: number): string[] {
  if (count === 0) {
    return [];
  }
  return [`The browser blocked ${count} ${count === 1 ? 'cookie' : 'cookies'}.`];
}

function cookieChecks(hops: readonly Hop[], mode: LaunchMode): Check[] {
  return hops.flatMap((hop) =>
    hop.cookies
      .filter((cookie) => !cookie.stored)
      .map(
        (cookie): Check => ({
          id: 'launch.cookie',
          level: 'warning',
          expected: `cookie ${cookie.name} is stored`,
          actual: `hop ${hop.index + 1}: blocked in ${mode === 'iframe' ? 'a frame' : 'a window'}: ${cookie.blocked.join(', ')}`,
          source,
        }),
      ),
  );
}
