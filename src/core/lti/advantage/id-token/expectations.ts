import type { JWK } from 'jose';

/** The key set of the platform, or why there is none. `known` is false when nobody registered one. */
export type KeySource = { keys: readonly JWK[] } | { problem: string; known: boolean };

/** What a tool knows when a token arrives. What is `null` is not known, and what hangs on it cannot be judged. */
export type TokenExpectations = {
  issuer: string | null;
  clientId: string | null;
  /** Registered deployments; empty when none are. */
  deploymentIds: readonly string[];
  keys: KeySource;
  /** Of the authentication request this answers; `null` when no request has this state. */
  request: { nonce: string; targetLinkUri: string | null } | null;
  /** The state that came with the token. */
  state: string | null;
  /** Whether a token with the same nonce was taken before. */
  nonceUsed: boolean;
  /** Seconds since the epoch. */
  now: number;
};
