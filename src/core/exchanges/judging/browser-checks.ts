import { endlessHops } from '../../../protocol/endless.ts';
import type { Hop, LaunchMode } from '../../../protocol/models/exchanges/exchange.ts';
import type { Check, Verdict } from '../../../protocol/models/exchanges/verdict.ts';
import { lastPage } from './last-page.ts';

/** Who followed the launch: the embedded browser, or an HTTP client that runs no scripts. */
export type Recorder = 'browser' | 'client';

const sources: Readonly<Record<Recorder, string>> = {
  browser: 'what the embedded browser recorded',
  client: 'what the HTTP client recorded, by the rules of browsers',
};

/**
 * What the browser did to a launch the contract has nothing to say about: a page that could not be shown, or an error the
 * launch ended on, or no end at all, makes the verdict deviate, since nobody saw the documented outcome; a blocked cookie is a warning, told
 * in the summary as well, because a page without its session is seldom what was wanted.
 */
export function withBrowserChecks(
  verdict: Verdict,
  hops: readonly Hop[],
  mode: LaunchMode,
  recorder: Recorder = 'browser',
): Verdict {
  const unshown = hops.find((hop) => hop.failure !== null);
  const source = sources[recorder];
  const blocked = cookieChecks(hops, mode, source);
  const ending = endCheck(hops, source);
  const scripts = recorder === 'client' ? [scriptsCheck(hops, source)] : [];
  const checks = [...verdict.checks, ...shownCheck(unshown, source), ...ending, ...blocked, ...scripts];
  const summary = [
    verdict.summary,
    ...blockedClause(blocked.length),
    ...unshownClause(unshown),
    ...endClause(ending),
  ].join(' ');
  const went = unshown === undefined && ending.every(({ level }) => level === 'pass');
  return {
    ...verdict,
    verdict: went || verdict.verdict === 'undocumented' ? verdict.verdict : 'deviates',
    summary,
    checks,
  };
}

function unshownClause(unshown: Hop | undefined): string[] {
  return unshown?.failure == null ? [] : [`But hop ${unshown.index + 1} did not show: ${unshown.failure.reason}`];
}

/** The page the launch went on to, where that is another than the one the contract speaks of. */
function endCheck(hops: readonly Hop[], source: string): Check[] {
  const endless = endlessHops(hops);
  if (endless[0] !== undefined) {
    return [
      {
        id: 'launch.endless',
        level: 'error',
        expected: 'the launch comes to an end',
        actual: `hop ${endless[0].index + 1} came ${endless.length} times by itself`,
        source,
      },
    ];
  }
  const last = lastPage(hops);
  if (last === undefined || last === hops[0] || last.status === null || last.location !== null) {
    return [];
  }
  return [
    {
      id: 'launch.end',
      level: last.status >= 400 ? 'error' : 'pass',
      expected: 'the launch ends on a page that is no error',
      actual: `hop ${last.index + 1}: ${`${last.status} ${last.statusText}`.trim()}`,
      source,
    },
  ];
}

function endClause(ending: readonly Check[]): string[] {
  return ending
    .filter(({ level }) => level === 'error')
    .map(({ id, actual }) =>
      id === 'launch.endless' ? `But the launch has no end: ${actual}.` : `But the launch ended on ${actual}.`,
    );
}

function shownCheck(unshown: Hop | undefined, source: string): Check[] {
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

/** A page that was only read may do more in a browser, and nobody should take the one for the other. */
function scriptsCheck(hops: readonly Hop[], source: string): Check {
  const last = hops.at(-1);
  const hasScripts = last?.body != null && /<script\b/i.test(last.body.text);
  return {
    id: 'launch.scripts',
    level: 'info',
    expected: 'the page as a browser shows it',
    actual: hasScripts
      ? `hop ${last.index + 1} is a page with scripts, which did not run: in a browser it may go on`
      : 'followed without a browser: redirects, cookies, meta refresh and forms that submit themselves; no scripts',
    source,
  };
}

function blockedClause(count: number): string[] {
  if (count === 0) {
    return [];
  }
  return [`The browser blocked ${count} ${count === 1 ? 'cookie' : 'cookies'}.`];
}

function cookieChecks(hops: readonly Hop[], mode: LaunchMode, source: string): Check[] {
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
