import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Overlap } from '../../../protocol/models/vault/credential-details.ts';
import type { LtiRegistrationDraft } from '../../../protocol/models/vault/vault.ts';
import { openDatabase } from '../../adapters/node/open-database.ts';
import { openTestStorage, problemOf, temporaryFolder, testClock } from '../../storage/test-support.ts';
import { createCredentials } from '../credentials/credentials.ts';
import { withOwnKey } from '../key-material/own-key.ts';
import { createRotation } from '../rotation/rotation.ts';
import { countingRandom, testPassphrase, testVault, unlockedVault } from '../test-support.ts';
import { createPurgeTimer } from './purge-timer.ts';

const day = 86_400_000;
const consumer = {
  kind: 'oauth-consumer' as const,
  name: 'Northfield',
  consumerKey: 'northfield',
  secret: 'not-a-real-secret-1',
  allowedHosts: ['shelf.example'],
};
const second = { ...consumer, secret: 'not-a-real-secret-2' };
const third = { ...consumer, secret: 'not-a-real-secret-3' };
const cli = (overlap: Overlap) => ({ overlap, actor: 'cli' as const });
const days = (count: number) => cli({ kind: 'for', hours: 24 * count });

async function setUp(folder = temporaryFolder()) {
  const storage = await openTestStorage(folder);
  const vault = await unlockedVault(storage);
  const time = { now: testClock.now() };
  const clock = { now: () => time.now };
  const random = countingRandom();
  const credentials = createCredentials({ storage, vault, random, clock });
  const log = () =>
    storage.secretAccess.list({ limit: 50 }).map(({ action, part, actor }) => `${action} ${part} by ${actor}`);
  return { folder, storage, vault, time, clock, random, credentials, log };
}

describe('a changed secret', () => {
  it('keeps the one before for seven days unless another overlap is given', async () => {
    const { credentials, time, log } = await setUp();
    const { id } = credentials.create(consumer);
    time.now += day;
    const changed = credentials.update(id, second);
    expect(changed).toMatchObject({
      secretChangedAt: time.now,
      previous: [{ since: time.now - day, rotatedAt: time.now, until: time.now + 7 * day, changedParts: ['secret'] }],
    });
    expect(JSON.stringify(changed)).not.toContain('not-a-real-secret');
    expect(credentials.open(id)).toMatchObject({ secret: second.secret });
    expect(credentials.openPrevious(id)).toMatchObject([{ secret: consumer.secret, consumerKey: 'northfield' }]);
    expect(log()).toEqual(['rotate secret by app']);
  });

  it('keeps nothing where no overlap is wanted, or nothing changed', async () => {
    const { credentials, time, log } = await setUp();
    const { id } = credentials.create(consumer);
    const before = time.now;
    time.now += 1;
    expect(credentials.update(id, { ...consumer, name: 'Renamed' })).toMatchObject({
      previous: [],
      secretChangedAt: before,
    });
    expect(credentials.update(id, { ...consumer, secret: '' }).previous).toEqual([]);
    expect(log()).toEqual([]);
    expect(credentials.update(id, second, cli({ kind: 'none' })).previous).toEqual([]);
    expect(log()).toEqual(['rotate secret by cli']);
    expect(await problemOf(() => credentials.revert(id, 'window'))).toMatchObject({ code: 'credential.no-previous' });
  });

  it('is taken back with all that belonged to the secret before', async () => {
    const { credentials, time, log } = await setUp();
    const { id, secretChangedAt } = credentials.create(consumer);
    time.now += day;
    credentials.update(id, { ...second, consumerKey: 'northfield-2' }, days(2));
    credentials.update(id, third, days(3));
    expect(credentials.openPrevious(id).map((one) => one.kind === 'oauth-consumer' && one.consumerKey)).toEqual([
      'northfield-2',
      'northfield',
    ]);
    credentials.revert(id, 'window');
    expect(credentials.open(id)).toMatchObject({ secret: second.secret, consumerKey: 'northfield-2' });
    expect(credentials.revert(id, 'window')).toMatchObject({ previous: [], secretChangedAt });
    expect(credentials.open(id)).toMatchObject({ secret: consumer.secret, consumerKey: 'northfield' });
    expect(log().slice(0, 2)).toEqual(['revert secret by window', 'revert secret by window']);
  });

  it('comes back whole when other parts are there now', async () => {
    const { credentials } = await setUp();
    const exam = { kind: 'proctorexam' as const, name: 'E', allowedHosts: [] };
    const { id } = credentials.create({ ...exam, apiToken: '', secretKey: 'key-1' });
    credentials.update(id, { ...exam, apiToken: 'token-2', secretKey: 'key-2' });
    expect(credentials.revert(id, 'window').secretParts).toEqual(['secretKey']);
    expect(credentials.open(id)).toMatchObject({ apiToken: null, secretKey: 'key-1' });
  });

  it('leaves previous ones open after other changes and after the data key was renewed', async () => {
    const { credentials, storage, vault, random, folder } = await setUp();
    const { id } = credentials.create(consumer);
    credentials.update(id, second);
    credentials.update(id, { ...consumer, secret: '', name: 'Renamed', allowedHosts: ['other.example'] });
    await new Promise<void>((done) => {
      const onProgress = (progress: unknown) => progress === null && done();
      createRotation({ storage, vault, random, log: silent, onProgress }).start();
    });
    storage.close();
    const reopened = await openTestStorage(folder);
    const again = testVault(reopened);
    await again.unlock({ kind: 'passphrase', passphrase: testPassphrase });
    const later = createCredentials({ storage: reopened, vault: again, random, clock: testClock });
    expect(later.openPrevious(id)).toMatchObject([{ secret: consumer.secret }]);
    expect(later.revert(id, 'window').name).toBe('Renamed');
  });
});

describe('an overlap', () => {
  it('ends by itself: the previous secret is not used from then on, and is gone once it is purged', async () => {
    const { credentials, vault, time, storage, log } = await setUp();
    const { id } = credentials.create(consumer);
    credentials.update(id, second, days(1));
    credentials.update(id, third, days(2));
    expect(credentials.nextEnd()).toBe(time.now + day);
    time.now += day;
    expect(credentials.openPrevious(id)).toMatchObject([{ secret: second.secret }]);
    vault.lock();
    expect(credentials.purgeEnded()).toEqual([id]);
    expect(storage.secrets.list(id)).toHaveLength(2);
    expect(credentials.nextEnd()).toBe(time.now + day);
    expect(credentials.purgeEnded()).toEqual([]);
    expect(log()[0]).toBe('purge secret by app');
  });

  it('that a person is to end lasts until then, also while the vault is locked', async () => {
    const { credentials, vault, time, storage, log } = await setUp();
    const { id } = credentials.create(consumer);
    credentials.update(id, second, cli({ kind: 'until-ended' }));
    time.now += 4000 * day;
    expect(credentials.nextEnd()).toBeNull();
    expect(credentials.purgeEnded()).toEqual([]);
    expect(credentials.openPrevious(id)).toHaveLength(1);
    vault.lock();
    expect(credentials.endOverlap(id, 'window').previous).toEqual([]);
    expect(storage.secrets.list(id).map(({ part }) => part)).toEqual(['secret']);
    expect(log()[0]).toBe('purge secret by window');
  });

  it('leaves nothing of what was sealed in the files', async () => {
    const { credentials, storage, folder } = await setUp();
    const { id } = credentials.create(consumer);
    credentials.update(id, second, cli({ kind: 'until-ended' }));
    const sealed = Buffer.from(storage.secrets.list(id).find(({ part }) => part !== 'secret')?.sealed ?? []);
    const files = () =>
      ['countersign.db', 'countersign.db-wal'].map((name) => readFileSync(join(folder, name)).includes(sealed));
    expect(files()).toContain(true);
    credentials.endOverlap(id, 'window');
    expect(files()).toEqual([false, false]);
  });

  it('keeps the latest of very many', async () => {
    const { credentials, storage } = await setUp();
    const { id } = credentials.create(consumer);
    for (let n = 0; n < 15; n += 1) credentials.update(id, { ...consumer, secret: `secret number ${n}` });
    expect(credentials.list()[0]?.previous).toHaveLength(10);
    expect(storage.secrets.list(id)).toHaveLength(11);
    expect(credentials.openPrevious(id)[0]).toMatchObject({ secret: 'secret number 13' });
  });

  it('cannot be made longer behind the back of the app', async () => {
    const { credentials, storage, folder } = await setUp();
    const { id } = credentials.create(consumer);
    credentials.update(id, second, days(1));
    storage.close();
    const connection = openDatabase(join(folder, 'countersign.db'));
    const statement = `UPDATE credentials SET previous = json_replace(previous, '$[0].until', 9e12)`;
    expect(connection.prepare(statement).run().changes).toBe(1);
    connection.close();
    const reopened = await openTestStorage(folder);
    const vault = testVault(reopened);
    await vault.unlock({ kind: 'passphrase', passphrase: testPassphrase });
    const changed = createCredentials({ storage: reopened, vault, random: countingRandom(), clock: testClock });
    expect(await problemOf(() => changed.openPrevious(id))).toMatchObject({ code: 'vault.tampered' });
    expect(changed.open(id)).toMatchObject({ secret: second.secret });
  });
});

describe('the timer', () => {
  it('purges at the start, then when the next overlap ends, and looks every minute in between', async () => {
    const { credentials, clock, time } = await setUp();
    const { id } = credentials.create(consumer);
    credentials.update(id, second, cli({ kind: 'for', hours: 1 }));
    const timers: { ms: number; run: () => void }[] = [];
    const events: string[] = [];
    const timer = createPurgeTimer({
      credentials,
      clock,
      log: silent,
      emit: ({ type }) => events.push(type),
      after: (ms, run) => {
        timers.push({ ms, run });
        return () => {};
      },
    });
    timer.look();
    expect(timers.map(({ ms }) => ms)).toEqual([60_000]);
    time.now += 3_600_000 - 10_000;
    timers[0]?.run();
    expect(timers.at(-1)?.ms).toBe(10_000);
    expect(events).toEqual([]);
    time.now += 10_000;
    timers[1]?.run();
    expect(events).toEqual(['vault.changed']);
    expect(credentials.list()[0]?.previous).toEqual([]);
    expect(timers).toHaveLength(2);
  });
});

describe('the keys of a registration', () => {
  const registration: LtiRegistrationDraft = {
    kind: 'lti-registration',
    name: 'LMS',
    allowedHosts: [],
    issuer: 'https://lms.example',
    clientId: 'client',
    deploymentIds: [],
    loginUrl: '',
    redirectUris: [],
    scopes: [],
    keySetUrl: '',
    keySet: '',
    privateKey: '',
    generateKey: true,
  };

  it('are the current one and those whose overlap lasts, public alone', async () => {
    const { credentials, time, vault } = await setUp();
    const { id } = credentials.create(await withOwnKey(registration, true));
    const [first] = credentials.registrationKeys(id);
    expect(first).toMatchObject({ status: 'current', until: null, publicJwk: { kty: 'RSA', kid: first?.kid } });
    credentials.update(id, await withOwnKey(registration, false), days(1));
    credentials.update(id, await withOwnKey(registration, false), cli({ kind: 'until-ended' }));
    const keys = credentials.registrationKeys(id);
    expect(keys.map(({ status, until }) => [status, until])).toEqual([
      ['current', null],
      ['previous', null],
      ['previous', time.now + day],
    ]);
    expect(keys[2]?.kid).toBe(first?.kid);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(3);
    expect(credentials.open(id)).toMatchObject({ kid: keys[0]?.kid });
    vault.lock();
    time.now += day;
    expect(credentials.registrationKeys(id)).toHaveLength(2);
    expect(JSON.stringify(keys)).not.toMatch(/"d"|PRIVATE/);
  });

  it('are those of a registration alone', async () => {
    const { credentials } = await setUp();
    const { id } = credentials.create(consumer);
    expect(await problemOf(() => credentials.registrationKeys(id))).toMatchObject({ code: 'credential.wrong-kind' });
  });
});

const silent = { error: () => {}, warn: () => {}, info: () => {} };
