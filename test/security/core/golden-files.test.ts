import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Bench } from '../../integration/bench.ts';

const file = (name: string) => readFileSync(new URL(`../../fixtures/vaults/files-1/${name}`, import.meta.url), 'utf8');
const passphrase = 'not a real passphrase';

let bench: Bench;
beforeEach(async () => {
  bench = new Bench();
  await bench.createVault();
});
afterEach(() => bench.remove());

async function importAll(text: string, given: string | null): Promise<void> {
  const { session, entries } = await bench.call('portability.open', { text, passphrase: given });
  expect(entries.map(({ problem }) => problem)).toEqual(entries.map(() => null));
  const choices = entries.map(({ ref }) => ({ ref, action: 'add' as const }));
  await bench.call('portability.import', { session, choices });
}

test('a vault file of format 1 opens, and everything is in it', async () => {
  await importAll(file('everything.countersign-vault'), passphrase);
  const credentials = await bench.call('credentials.list', {});
  expect(credentials.map(({ name, kind }) => [name, kind])).toEqual([
    ['Golden basic', 'basic'],
    ['Golden bearer', 'bearer'],
    ['Golden certificate', 'client-certificate'],
    ['Golden consumer', 'oauth-consumer'],
    ['Golden exams', 'proctorexam'],
    ['Golden registration', 'lti-registration'],
  ]);
  const consumer = credentials.find(({ name }) => name === 'Golden consumer');
  expect(consumer).toMatchObject({
    publicParts: { consumerKey: 'golden' },
    allowedHosts: ['tool.example'],
    details: {
      environment: 'production',
      notes: 'made up ✓',
      tags: ['golden'],
      expiresAt: Date.UTC(2036, 0, 1),
      rotateEveryDays: 365,
    },
  });
  const { value } = await bench.call('credentials.reveal', { id: consumer?.id ?? '', part: 'secret' });
  expect(value).toBe('not a real secret ✓');
  expect(credentials.find(({ kind }) => kind === 'lti-registration')?.publicParts).toMatchObject({
    issuer: 'https://lms.example',
    deploymentIds: '1',
    keySetUrl: 'https://lms.example/jwks',
  });
  const [connection] = await bench.call('connections.list', {});
  expect(connection).toMatchObject({
    name: 'Golden connection',
    contractId: 'golden-tool',
    credentialId: consumer?.id,
    variables: { custom_a: 'b' },
  });
  const { operations } = await bench.call('contracts.get', { id: 'golden-tool' });
  const form = await bench.call('connections.loadForm', {
    id: connection?.id ?? '',
    operationId: operations[0]?.id ?? '',
  });
  expect(form.values).toContainEqual({ name: 'custom_typed', in: 'body', value: 'made up' });
});

test('a connection file of format 1 is read without a passphrase', async () => {
  await importAll(file('connection.countersign-connection'), null);
  expect(await bench.call('connections.list', {})).toMatchObject([{ name: 'Golden connection', credentialId: null }]);
});
