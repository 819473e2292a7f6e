import type { AdvantageCheck, AdvantageLaunch, AdvantageLeg } from '../../../protocol/models/advantage/launch.ts';
import type { Hop } from '../../../protocol/models/exchanges/exchange.ts';
import type { Check, Verdict } from '../../../protocol/models/exchanges/verdict.ts';
import { lastPage } from '../judging/last-page.ts';

/** What a launch of LTI 1.3 is judged by. */
export type AdvantageJudging = {
  /** The verdict of the contract on the answer to a leg. */
  judge(hop: Hop): Verdict;
  judged: 'login-initiation' | 'message';
  /** Where the platform is asked for authorization. */
  authorization: string;
  /** Where the message went; `null` before it did. */
  sentTo(): string | null;
  launch(): AdvantageLaunch | undefined;
  /** One thing was done wrong on purpose. */
  isWrong: boolean;
};

/** The hop the verdict is about: the tool's answer to the message, or to the login; `undefined` before it came. */
export function judgedHop(hops: readonly Hop[], { judged, authorization, sentTo }: AdvantageJudging): Hop | undefined {
  if (judged === 'login-initiation') return hops[0];
  const target = sentTo();
  if (target === null) return undefined;
  const asked = hops.findLastIndex(({ url }) => isAt(url, authorization));
  return hops.find(({ method, url }, index) => index > asked && method === 'POST' && sameAddress(url, target));
}

/** The contract's verdict with what the legs before showed. */
export function launchVerdict(hop: Hop, judging: AdvantageJudging): Verdict {
  const verdict = judging.judge(hop);
  const legs = judging.launch()?.legs ?? [];
  const request = legChecks(legs.findLast(({ id }) => id === 'authorization'));
  return { ...verdict, checks: [...verdict.checks, ...request, ...messageCheck(legs, judging.isWrong)] };
}

/**
 * The verdict on a launch that came to rest before its message was answered: the platform refused the tool's request, or the tool
 * never made one. `null` when there is nothing to judge.
 */
export function unfinishedVerdict(
  hops: readonly Hop[],
  judging: AdvantageJudging,
): { hop: Hop; verdict: Verdict } | null {
  const legs = judging.launch()?.legs ?? [];
  const request = legs.findLast(({ id }) => id === 'authorization');
  const asked = hops.findLastIndex(({ url }) => isAt(url, judging.authorization));
  if (request?.state === 'refused') {
    const hop = hops[asked - 1] ?? hops[asked] ?? hops[0];
    return hop === undefined ? null : { hop, verdict: refusedVerdict(request) };
  }
  const last = lastPage(hops);
  if (request !== undefined || last?.status == null) return null;
  return { hop: last, verdict: loginVerdict(last, judging) };
}

function refusedVerdict(request: AdvantageLeg): Verdict {
  const checks = legChecks(request);
  const broken = request.checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
  return {
    verdict: 'deviates',
    summary: `The tool’s authorization request breaks the rules for ${broken.join(', ')}, so the platform answered ${request.error?.error ?? 'with an error'}.`,
    checks,
  };
}

/** A refusal is one wherever it comes; a page in place of an authorization request is none. */
function loginVerdict(hop: Hop, { judge, isWrong }: AdvantageJudging): Verdict {
  const status = `${hop.status ?? ''} ${hop.statusText}`.trim();
  const check = (level: Check['level']): Check => ({
    id: 'login.answer',
    level,
    expected: 'an authorization request, to which the browser is sent after the login',
    actual: `${status}, and no request`,
    source: '1EdTech Security Framework 1.0 §5.1.1.2 (stated)',
  });
  if ((hop.status ?? 0) < 400) {
    const summary = `The tool answered the login with ${status} and never asked the platform for a message.`;
    return { verdict: 'deviates', summary, checks: [check(isWrong ? 'info' : 'error')] };
  }
  const refused = judge(hop);
  return { ...refused, summary: `At the login: ${refused.summary}`, checks: [...refused.checks, check('info')] };
}

/** What the tool's request breaks, or that it keeps all rules. */
function legChecks(leg: AdvantageLeg | undefined): Check[] {
  if (leg === undefined) return [];
  const told = leg.checks.filter(({ status }) => status === 'failed' || status === 'remarked');
  if (told.length > 0) return told.map(asCheck);
  return [
    {
      id: 'authorization',
      level: 'pass',
      expected: 'the authorization request keeps every rule',
      actual: `${leg.checks.length} of ${leg.checks.length} rules kept`,
      source: '1EdTech Security Framework 1.0 §5.1.1.2 (stated)',
    },
  ];
}

function asCheck({ id, status, seen, expected, source }: AdvantageCheck): Check {
  const level = status === 'failed' ? 'error' : 'warning';
  return { id: `authorization.${id}`, level, expected, actual: seen, source: `${source} (stated)` };
}

/** What of the message was wrong: on purpose, or by the claims a person wrote. Not the tool's fault. */
function messageCheck(legs: readonly AdvantageLeg[], isWrong: boolean): Check[] {
  const failed = legs.findLast(({ id }) => id === 'message')?.checks.filter(({ status }) => status === 'failed') ?? [];
  if (failed.length === 0) return [];
  return [
    {
      id: 'message.rules',
      level: isWrong ? 'info' : 'warning',
      expected: 'a message that keeps every rule',
      actual: failed.map(({ id, seen }) => `${id}: ${seen}`).join('\n'),
      source: isWrong ? 'what was done wrong on purpose' : 'the message as it was sent',
    },
  ];
}

function isAt(url: string, address: string): boolean {
  return url === address || url.startsWith(`${address}?`);
}

function sameAddress(left: string, right: string): boolean {
  const plain = (url: string) => (URL.canParse(url) ? new URL(url).href : url).replace(/#.*$/s, '');
  return plain(left) === plain(right);
}
