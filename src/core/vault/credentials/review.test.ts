import { expect, it } from 'vitest';
import type { CredentialDraft } from '../../../protocol/models/vault/vault.ts';
import { openTestStorage, problemOf, temporaryFolder, testClock } from '../../storage/test-support.ts';
import { countingRandom, unlockedVault } from '../test-support.ts';
import { createCredentials } from './credentials.ts';
import { reviewCredentials } from './review.ts';

const common = { allowedHosts: [] };
const consumer = (name: string, secret: string): CredentialDraft => ({
  kind: 'oauth-consumer',
  name,
  consumerKey: name,
  secret,
  ...common,
});

async function reviewOf(...drafts: CredentialDraft[]) {
  const storage = await openTestStorage(temporaryFolder());
  const vault = await unlockedVault(storage);
  const random = countingRandom();
  const credentials = createCredentials({ storage, vault, random, clock: testClock });
  const names = new Map(drafts.map((draft) => [credentials.create(draft).id, draft.name]));
  const review = () => reviewCredentials(credentials, random);
  return { vault, review, answer: review().map(({ id, ...rest }) => ({ name: names.get(id), ...rest })) };
}

it('finds the same key material in credentials of any kind, and says nothing of the secret', async () => {
  const { answer } = await reviewOf(
    consumer('a', 'shared-secret-1'),
    { kind: 'bearer', name: 'b', token: 'shared-secret-1', ...common },
    consumer('c', 'another-secret'),
    { kind: 'proctorexam', name: 'd', apiToken: '', secretKey: 'key-of-d', ...common },
    { kind: 'proctorexam', name: 'e', apiToken: '', secretKey: 'key-of-e', ...common },
  );
  const same = Object.fromEntries(answer.map(({ name, sameAs }) => [name, sameAs.map((one) => one.name)]));
  expect(same).toEqual({ a: ['b'], b: ['a'], c: [], d: [], e: [] });
  expect(JSON.stringify(answer)).not.toContain('shared-secret-1');
});

it('names the parts with characters that cannot be seen', async () => {
  const { answer } = await reviewOf(
    { kind: 'oauth-consumer', name: 'a', consumerKey: 'key ', secret: 'two words', ...common },
    consumer('b', 'zero\u200bwidth'),
    { kind: 'basic', name: 'c', username: 'user', password: 'line\n', ...common },
  );
  expect(answer.map(({ strayParts }) => strayParts)).toEqual([['consumerKey'], ['secret'], ['password']]);
});

it('needs the vault open', async () => {
  const { vault, review } = await reviewOf(consumer('a', 'x'));
  vault.lock();
  expect(await problemOf(review)).toMatchObject({ code: 'vault.locked' });
});
