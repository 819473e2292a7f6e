import { createHmac } from 'node:crypto';

export type MigrationFacts = {
  consumer: { key: string; secret: string };
  deploymentId: string;
  issuer: string;
  clientId: string;
  /** Of the same token, in seconds since the epoch. */
  exp: number;
  nonce: string;
};

/**
 * The signature of a `lti1p1` claim: HMAC-SHA256 in Base64, keyed with the consumer secret, over consumer key, deployment, issuer,
 * client id, expiry and nonce joined by `&` (LTI Advantage Migration Guide, oauth_consumer_key_sign). With it a tool knows that
 * the platform holds the secret of the LTI 1.1 connection whose users and links it takes over.
 */
export function consumerKeySignature({ consumer, deploymentId, issuer, clientId, exp, nonce }: MigrationFacts): string {
  const text = [consumer.key, deploymentId, issuer, clientId, String(exp), nonce].join('&');
  return createHmac('sha256', Buffer.from(consumer.secret, 'utf8')).update(text, 'utf8').digest('base64');
}

/**
 * The `lti1p1` claim: the ids the person and the link had in LTI 1.1, and the consumer key with its signature. An id that did not
 * change is left out, as the guide asks for.
 */
export function migrationClaim(
  facts: MigrationFacts,
  old: { userId: string; resourceLinkId: string; contextId: string },
  now: { sub: string | null; resourceLinkId: string | null; contextId: string | null },
): Readonly<Record<string, string>> {
  return {
    ...(old.userId === now.sub ? {} : { user_id: old.userId }),
    ...(old.resourceLinkId === now.resourceLinkId ? {} : { resource_link_id: old.resourceLinkId }),
    ...(old.contextId === now.contextId ? {} : { context_id: old.contextId }),
    oauth_consumer_key: facts.consumer.key,
    oauth_consumer_key_sign: consumerKeySignature(facts),
  };
}
