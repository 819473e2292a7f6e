import { z } from 'zod';
import type { Credential } from '../../../protocol/models/vault/vault.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { isOver } from '../overlap/previous.ts';

const publicJwkSchema = z.object({
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  kid: z.string(),
  use: z.literal('sig'),
  alg: z.literal('RS256'),
});

/** A public RSA key as it stands in a JWK set (RFC 7517 §5). */
export type PublicJwk = z.infer<typeof publicJwkSchema>;

export type RegistrationKey = {
  kid: string;
  publicJwk: PublicJwk;
  /** The current one signs; what a previous one signed before may still be on its way. */
  status: 'current' | 'previous';
  /** When a previous one is purged, epoch milliseconds; `null` for the current one, and where a person ends the overlap. */
  until: number | null;
};

/** The keys of an LTI 1.3 registration to publish at `now`, the current one first, each `kid` once. */
export function registrationKeysOf(credential: Credential, now: number): RegistrationKey[] {
  const { kind, publicParts, previous } = credential;
  if (kind !== 'lti-registration') {
    throw new ProblemError('credential.wrong-kind', { params: { expected: 'lti-registration', actual: kind } });
  }
  const former = previous
    .filter((one) => !isOver(one, now))
    .map((one) => keyOf(one.publicParts, { status: 'previous', until: one.until }));
  const keys = [keyOf(publicParts, { status: 'current', until: null }), ...former];
  return keys.filter(({ kid }, at) => keys.findIndex((other) => other.kid === kid) === at);
}

function keyOf(
  { publicJwk = '{}' }: Readonly<Record<string, string>>,
  facts: Pick<RegistrationKey, 'status' | 'until'>,
): RegistrationKey {
  const jwk = publicJwkSchema.parse(JSON.parse(publicJwk));
  return { kid: jwk.kid, publicJwk: jwk, ...facts };
}
