import type { Connection } from '../../../protocol/models/connection.ts';
import type { CareItem } from '../../../protocol/models/vault/credential-details.ts';
import type { Credential, CredentialReview } from '../../../protocol/models/vault/vault.ts';

const day = 86_400_000;

/** Days before its end from which it is said that a credential expires: time enough to have a new one issued. */
export const expiresSoonDays = 30;

/** What is known of a credential beside itself. */
export type CareFacts = {
  credential: Pick<Credential, 'publicParts' | 'details' | 'secretChangedAt' | 'previous'>;
  /** Connections that sign with it. */
  users: readonly Pick<Connection, 'id' | 'name' | 'environment'>[];
  /** Whether something else signs with it: the catcher. */
  isUsedOtherwise: boolean;
  /** `null` while the vault is locked, and for a credential that was tampered with. */
  review: Pick<CredentialReview, 'sameAs' | 'strayParts'> | null;
};

/** What is worth knowing of a credential at `now` (epoch milliseconds), the most urgent first. */
export function careItems({ credential, users, isUsedOtherwise, review }: CareFacts, now: number): CareItem[] {
  return [
    ...expiryItems(credential, now),
    ...rotationItems(credential, now),
    ...(review === null || review.strayParts.length === 0
      ? []
      : [{ kind: 'stray' as const, parts: review.strayParts }]),
    ...(review === null || review.sameAs.length === 0 ? [] : [{ kind: 'same-as' as const, others: review.sameAs }]),
    ...environmentItems(credential, users),
    ...overlapItems(credential, now),
    ...(users.length === 0 && !isUsedOtherwise ? [{ kind: 'unused' as const }] : []),
  ];
}

/** When a credential ends: what was entered, or the end of its certificate, whichever is first. `null` when it does not, or nobody knows. */
export function expiryOf({ details, publicParts }: Pick<Credential, 'details' | 'publicParts'>): number | null {
  const ofCertificate = Date.parse(publicParts.validTo ?? '');
  const ends = [details.expiresAt, ofCertificate].filter((end) => end !== null && Number.isFinite(end));
  return ends.length === 0 ? null : Math.min(...ends.map(Number));
}

function expiryItems(credential: CareFacts['credential'], now: number): CareItem[] {
  const at = expiryOf(credential);
  if (at === null) return [];
  if (at <= now) return [{ kind: 'expired', at }];
  const days = Math.floor((at - now) / day);
  return days < expiresSoonDays ? [{ kind: 'expires', at, days }] : [];
}

function rotationItems({ details, secretChangedAt }: CareFacts['credential'], now: number): CareItem[] {
  if (details.rotateEveryDays === null) return [];
  const since = secretChangedAt + details.rotateEveryDays * day;
  return since <= now ? [{ kind: 'rotation-due', since }] : [];
}

/** Production keys belong to production alone; between sandbox and test nothing is lost. */
function environmentItems({ details }: CareFacts['credential'], users: CareFacts['users']): CareItem[] {
  const { environment } = details;
  if (environment === null) return [];
  const isProduction = environment === 'production';
  const others = users.filter((user) => (user.environment === 'production') !== isProduction);
  if (others.length === 0) return [];
  return [
    {
      kind: 'environment',
      connections: others.map(({ id, name, environment: theirs }) => ({ id, name, environment: theirs })),
    },
  ];
}

function overlapItems({ previous }: CareFacts['credential'], now: number): CareItem[] {
  const ends = previous.map(({ until }) => until).filter((until) => until === null || until > now);
  if (ends.length === 0) return [];
  return [{ kind: 'overlap', until: ends.includes(null) ? null : Math.max(...ends.map(Number)) }];
}
