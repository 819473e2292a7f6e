import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { PlatformRegistration } from '../../protocol/sandbox-tool.ts';
import { deepLinkingClaim, ltiClaim } from './claims.ts';
import type { LaunchMessage } from './message.ts';

export type ContentItem = Readonly<Record<string, unknown>>;

/** What the tool says beside the items: to the person, or of a problem. */
export interface Remarks {
  readonly msg?: string;
  readonly errormsg?: string;
}

/** Claims of a deep linking response (Deep Linking 2.0 §4.5; issuer and audience change sides). */
export function deepLinkingResponse(
  platform: PlatformRegistration,
  message: LaunchMessage,
  items: readonly ContentItem[],
  { now, ...remarks }: Remarks & { readonly now: number },
): JWTPayload {
  const seconds = Math.floor(now / 1000);
  const { data } = message.deepLinking ?? {};
  const said = Object.entries(remarks).map(([name, text]) => [deepLinkingClaim(name), text]);
  return {
    iss: platform.clientId,
    aud: platform.issuer,
    iat: seconds,
    exp: seconds + 300,
    nonce: randomUUID(),
    [ltiClaim('message_type')]: 'LtiDeepLinkingResponse',
    [ltiClaim('version')]: '1.3.0',
    [ltiClaim('deployment_id')]: message.deploymentId,
    [deepLinkingClaim('content_items')]: items,
    ...(data === undefined ? {} : { [deepLinkingClaim('data')]: data }),
    ...Object.fromEntries(said),
  };
}
