import type { CredentialCare } from '../../../protocol/models/vault/credential-details.ts';
import type { CredentialReview } from '../../../protocol/models/vault/vault.ts';
import type { Workspace } from '../../context.ts';
import type { Random } from '../../ports.ts';
import { reviewCredentials } from '../credentials/review.ts';
import { careItems } from './care.ts';

type Sources = Pick<Workspace, 'storage' | 'credentials' | 'catcher' | 'vault'>;
type Reviews = ReadonlyMap<string, CredentialReview>;

/** {@link careItems} of every credential at `now`; `reviews` by id, as far as there are any. */
export function careOfAll(
  sources: Pick<Sources, 'storage' | 'credentials' | 'catcher'>,
  reviews: Reviews,
  now: number,
): CredentialCare[] {
  const users = usersByCredential(sources.storage.connections.list());
  const signsForCatcher = catcherCredential(sources);
  return sources.credentials.list().map((credential) => ({
    id: credential.id,
    name: credential.name,
    items: careItems(
      {
        credential,
        users: users.get(credential.id) ?? [],
        isUsedOtherwise: credential.id === signsForCatcher,
        review: reviews.get(credential.id) ?? null,
      },
      now,
    ),
  }));
}

/** By id; none while the vault is locked. */
export function reviewsIfOpen({ credentials, vault }: Pick<Sources, 'credentials' | 'vault'>, random: Random): Reviews {
  if (!vault.isUnlocked()) return new Map();
  return new Map(reviewCredentials(credentials, random).map((review) => [review.id, review]));
}

/** The credential the catcher signs launches anew with, or `null`. */
export function catcherCredential({ catcher }: Pick<Sources, 'catcher'>): string | null {
  const { answer } = catcher.state().settings;
  return answer.kind === 'forward' ? answer.resignWith : null;
}

function usersByCredential<User extends { credentialId: string | null }>(all: readonly User[]): Map<string, User[]> {
  const users = new Map<string, User[]>();
  for (const user of all) {
    if (user.credentialId === null) continue;
    users.set(user.credentialId, [...(users.get(user.credentialId) ?? []), user]);
  }
  return users;
}
