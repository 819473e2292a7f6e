import type { Hop } from '../../../../protocol/models/exchanges/exchange.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';

/**
 * Why a browser would not show an answer in a frame of `platform`, or `null`. `frame-ancestors` makes browsers ignore
 * `X-Frame-Options` (CSP Level 3 §6.4.2), so it is looked for first.
 */
export function framingRefusal(headers: Pairs, page: URL, platform: URL): Hop['failure'] {
  const policies = values(headers, 'content-security-policy')
    .flatMap((value) => value.split(/[;,]/))
    .map((directive) => directive.trim())
    .filter((directive) => /^frame-ancestors(\s|$)/i.test(directive));
  const refusing = policies.find((policy) => !allows(policy.split(/\s+/).slice(1), page, platform));
  if (refusing !== undefined) return refused(`Content-Security-Policy: ${refusing}`);
  if (policies.length > 0) return null;
  const options = values(headers, 'x-frame-options').map((value) => value.trim());
  const refuses = options.some(
    (value) => /^deny$/i.test(value) || (/^sameorigin$/i.test(value) && page.origin !== platform.origin),
  );
  return refuses ? refused(`X-Frame-Options: ${options.join(', ')}`) : null;
}

function refused(header: string): Hop['failure'] {
  return { error: 'blocked-by-response', reason: `The page refuses to be framed: ${header}` };
}

/** Whether one source of the list matches the platform (CSP Level 3 §6.7.2.7, without paths, which ancestors do not have). */
function allows(sources: readonly string[], page: URL, platform: URL): boolean {
  return sources.some((source) => {
    const text = source.toLowerCase();
    if (text === '*' || text === platform.protocol) return true;
    if (text === "'self'") return page.origin === platform.origin;
    const [, scheme, wildcard, host, port] =
      /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*\.)?([^:/]+)(?::(\d+|\*))?\/?$/.exec(text) ?? [];
    if (host === undefined || (scheme !== undefined && `${scheme}:` !== platform.protocol)) return false;
    const hostFits = wildcard === undefined ? platform.hostname === host : platform.hostname.endsWith(`.${host}`);
    return hostFits && (port === '*' || (port ?? '') === platform.port);
  });
}

function values(headers: Pairs, name: string): string[] {
  return headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}
