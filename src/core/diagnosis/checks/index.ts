import type { CheckFinding, PastedRequest } from '../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { jsonObject } from './calls/call.ts';
import { type Configuration, checkConfiguration } from './configuration/entered.ts';
import { messageOf } from './message.ts';
import { checkOAuthMessage } from './oauth/index.ts';
import { checkRoles } from './oauth/roles.ts';
import { checkSignedRequest } from './services/hmac.ts';

export { type Configuration, checkConfiguration } from './configuration/entered.ts';
export { checkRoles, type Role, readRole } from './oauth/roles.ts';

const severities = ['error', 'warning', 'info'] as const;

/** Worst first, otherwise as they come. */
export function bySeverity(findings: readonly CheckFinding[]): CheckFinding[] {
  return findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

/** Whether a message is meant to be an OAuth 1.0 request or an LTI 1.x launch. */
function isOAuth(names: ReadonlySet<string>): boolean {
  return (
    names.has('lti_message_type') || names.has('lti_version') || [...names].some((name) => name.startsWith('oauth_'))
  );
}

function jsonPairs(body: string | null): Pairs {
  return Object.entries(jsonObject(body) ?? {}).map(([name, value]) => [name, String(value)]);
}

/**
 * All offline checks on a received or prepared request: configuration (CFG), for OAuth and LTI 1.x the message (OA), for a signed
 * API the form of what it carries (SVC-05).
 */
export function checkRequest(
  request: PastedRequest,
  configuration: Configuration,
  nowSeconds: number | null,
): CheckFinding[] {
  const message = messageOf(request, configuration.url ?? null);
  const names = new Set(message.all.map(([name]) => name));
  const roles = message.first('roles');
  const launchUrl = message.url ?? undefined;
  return bySeverity([
    ...checkConfiguration({ ...configuration, url: launchUrl }),
    ...(isOAuth(names) ? checkOAuthMessage(message, nowSeconds) : []),
    ...checkSignedRequest([...message.all, ...jsonPairs(request.body)], nowSeconds),
    ...(roles === undefined || !isOAuth(names) ? [] : checkRoles(roles)),
  ]);
}
