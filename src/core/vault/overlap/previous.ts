import type { Overlap, PreviousSecret } from '../../../protocol/models/vault/credential-details.ts';
import type { CredentialKind } from '../../../protocol/models/vault/vault.ts';
import type { StoredCredential } from '../../storage/repositories/credentials.ts';
import type { CredentialParts } from '../credentials/credential-parts.ts';

const hour = 3_600_000;

/** Rotations whose previous secrets are kept side by side; of more, the oldest end early. */
export const mostPrevious = 10;

/** Public parts that belong to the key material: they come back with it. */
const keyParts: Readonly<Record<CredentialKind, readonly string[]>> = {
  'oauth-consumer': ['consumerKey'],
  proctorexam: [],
  bearer: [],
  basic: ['username'],
  'lti-registration': ['kid', 'publicJwk', 'publicPem'],
  'client-certificate': ['certificate', 'subject', 'issuer', 'serialNumber', 'validFrom', 'validTo', 'fingerprint'],
};

/** Name under which a secret part of a previous set is stored. No part of a draft has a blank in its name. */
export function previousPart(previousId: string, part: string): string {
  return `previous ${previousId} ${part}`;
}

/** The set a stored part belongs to; `undefined` for a part that is in use. */
export function previousOf(credential: StoredCredential, storedPart: string): PreviousSecret | undefined {
  return credential.previous.find(({ id, secretParts }) =>
    secretParts.some((part) => storedPart === previousPart(id, part)),
  );
}

/** All stored parts of a set. */
export function storedPartsOf({ id, secretParts }: PreviousSecret): string[] {
  return secretParts.map((part) => previousPart(id, part));
}

export function isOver({ until }: PreviousSecret, now: number): boolean {
  return until !== null && until <= now;
}

/** Names of the stored parts that another value takes the place of, or none. */
export function changedParts(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...before].flatMap(([part, value]) => (after.get(part) === value ? [] : [part]));
}

/** What is kept of a credential whose secrets change at `now`; `null` without an overlap. */
export function keptBefore(
  stored: StoredCredential,
  changed: readonly string[],
  { id, now, overlap }: { id: string; now: number; overlap: Overlap },
): PreviousSecret | null {
  if (changed.length === 0 || overlap.kind === 'none') return null;
  return {
    id,
    since: stored.secretChangedAt,
    rotatedAt: now,
    until: overlap.kind === 'for' ? now + overlap.hours * hour : null,
    changedParts: [...changed],
    secretParts: stored.secretParts,
    publicParts: keyPartsOf(stored),
  };
}

function keyPartsOf({ kind, publicParts }: StoredCredential): Record<string, string> {
  return Object.fromEntries(Object.entries(publicParts).filter(([part]) => keyParts[kind].includes(part)));
}

/** Public and secret parts of a credential as they were with a previous set. */
export function partsBefore(
  { kind, publicParts }: StoredCredential,
  { publicParts: before }: PreviousSecret,
  secrets: ReadonlyMap<string, string>,
): CredentialParts {
  const others = Object.entries(publicParts).filter(([part]) => !keyParts[kind].includes(part));
  return { publicParts: { ...Object.fromEntries(others), ...before }, secrets };
}
