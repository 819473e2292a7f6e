import type { Hop } from '../../../protocol/models/exchanges/exchange.ts';
import type { Framing } from '../../../protocol/models/exchanges/timeline.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { originOf } from './address.ts';
import { allowsAncestor } from './frame-ancestors.ts';

type Rule = { by: 'frame-ancestors' | 'x-frame-options'; refuses: boolean; detail: string };

/** What an answer says about frames, whether or not it was in one. */
export type FrameHeaders = {
  /** The sources of each `frame-ancestors` directive. */
  ancestors: string[][];
  /** Values of X-Frame-Options, lower case. */
  options: string[];
  lines: Pairs;
};

export function frameHeaders(headers: Pairs): FrameHeaders {
  const policies = values(headers, 'content-security-policy')
    .flatMap((value) => value.split(','))
    .flatMap(
      (policy) =>
        policy
          .split(';')
          .map((each) => each.trim())
          .find((each) => /^frame-ancestors(\s|$)/i.test(each)) ?? [],
    );
  const options = values(headers, 'x-frame-options');
  return {
    ancestors: policies.map((directive) => directive.split(/\s+/).slice(1)),
    options: options.flatMap((value) => value.split(',')).map((value) => value.trim().toLowerCase()),
    lines: [
      ...policies.map((directive): [string, string] => ['Content-Security-Policy', directive]),
      ...options.map((value): [string, string] => ['X-Frame-Options', value]),
    ],
  };
}

/** Only these three mean anything (HTML §7.4.6); browsers ignore all others. */
const knownFrameOptions: readonly string[] = ['deny', 'sameorigin', 'allowall'];

/**
 * Whether the page of a hop may be shown where it was asked for. `ancestors` are the origins of the pages around it, nearest
 * first, ending with the page of the LMS. Redirects are never shown, so their headers do nothing.
 */
export function framingOf(hop: Hop, ancestors: readonly string[]): Framing {
  const headers = frameHeaders(hop.responseHeaders);
  const { lines } = headers;
  const rule = hop.location === null ? ruleOf(headers, originOf(hop.url) ?? '', ancestors) : null;
  const wouldShow = ancestors.length === 0 ? null : rule?.refuses !== true;
  const common = { wouldShow, decidedBy: rule?.by ?? null, lines };
  if (hop.frame !== 'iframe') {
    const detail =
      wouldShow === false
        ? `Shown at the top. In a frame it would not be: ${rule?.detail ?? ''}`
        : 'Shown at the top, not in a frame.';
    return { verdict: 'not-framed', ...common, detail };
  }
  if (rule === null) return { verdict: 'unrestricted', ...common, detail: 'Says nothing that keeps it out of frames.' };
  return { verdict: rule.refuses ? 'refused' : 'allowed', ...common, detail: rule.detail };
}

/** `frame-ancestors` makes browsers ignore X-Frame-Options (CSP Level 3 §6.4.2). */
function ruleOf(
  { ancestors: policies, options }: FrameHeaders,
  self: string,
  ancestors: readonly string[],
): Rule | null {
  if (policies.length > 0) {
    const refused = ancestors.find((origin) => policies.some((sources) => !allowsAncestor(sources, origin, self)));
    const said = policies.map((sources) => `frame-ancestors ${sources.join(' ')}`).join(', ');
    if (refused !== undefined)
      return { by: 'frame-ancestors', refuses: true, detail: `${said} does not name ${refused}.` };
    return { by: 'frame-ancestors', refuses: false, detail: `${said} allows the pages around it.` };
  }
  const distinct = [...new Set(options)];
  const known = distinct.filter((value) => knownFrameOptions.includes(value));
  if (known.length === 0) return null;
  // Values that contradict each other count as DENY, one of them unknown included (HTML §7.4.6).
  if (distinct.length > 1 || known[0] === 'deny') {
    return {
      by: 'x-frame-options',
      refuses: true,
      detail: `X-Frame-Options: ${options.join(', ')} forbids every frame.`,
    };
  }
  if (known[0] === 'allowall') return null;
  const foreign = ancestors.find((origin) => origin !== self);
  if (foreign === undefined && ancestors.length > 0) {
    return {
      by: 'x-frame-options',
      refuses: false,
      detail: 'X-Frame-Options: SAMEORIGIN, and the pages around it are of the same origin.',
    };
  }
  return {
    by: 'x-frame-options',
    refuses: true,
    detail: `X-Frame-Options: SAMEORIGIN, and ${foreign ?? 'the page around it'} is another origin.`,
  };
}

function values(headers: Pairs, name: string): string[] {
  return headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}
