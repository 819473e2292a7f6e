import type { ConnectionDraft } from '../../../../protocol/models/connection.ts';
import { captureContext } from '../../../catcher/captures.ts';
import { sealSecrets } from '../../../flows/sealed-inputs.ts';
import type { Random } from '../../../ports.ts';
import type { Storage } from '../../../storage/open-storage.ts';
import { createCredentials } from '../../credentials/credentials.ts';
import { chunkBytes, createBodyStore } from '../../sealing/body-store.ts';
import type { Vault } from '../../vault.ts';

const clock = { now: () => Date.UTC(2026, 0, 31, 12) };
const connection: ConnectionDraft = {
  name: 'Northfield University',
  contractId: 'proctorexam',
  baseUrl: 'https://exams.example',
  credentialId: null,
  environment: 'test',
  variables: {},
  notes: '',
};
const smallBodies = 60;
const largeBodies = 3;

/** Something of everything that is sealed. `exchange` stores one under the given id, as the exchange bodies need it. */
export async function fillVault(
  storage: Storage,
  vault: Vault,
  random: Random,
  exchange: (id: string) => void,
): Promise<void> {
  const credentials = createCredentials({ storage, vault, random, clock });
  for (let n = 0; n < 30; n += 1) {
    const allowedHosts = ['exams.example'];
    credentials.create({
      kind: 'proctorexam',
      name: `C${n}`,
      apiToken: `token ${n}`,
      secretKey: `key ${n}`,
      allowedHosts,
    });
  }
  const bodies = createBodyStore({ storage, vault, random });
  exchange('e');
  for (let n = 0; n < smallBodies; n += 1) await bodies.put('e', `small-${n}`, Buffer.from(`body ${n}`));
  for (let n = 0; n < largeBodies; n += 1) await bodies.put('e', `large-${n}`, largeBody(n));
  const seal = (part: string) => vault.sealBytes(captureContext('capture', part), Buffer.from(part));
  storage.captures.put({ id: 'capture', at: 1, sealedSummary: seal('summary'), sealedCapture: seal('capture') }, 10);
  storage.connections.insert('c', connection, clock.now());
  const run = { id: 'run', connectionId: 'c', contractId: 'x', flowId: 'f', startedAt: 1, finishedAt: 2 } as const;
  storage.flowRuns.insert(
    { ...run, state: 'finished', inputs: {}, sealedInputs: ['pin'], credentialId: null, steps: [], outputs: {} },
    sealSecrets(vault, 'run', { pin: '1234' }),
  );
}

/** What is wrong with what {@link fillVault} stored; empty when all of it opens as it was. */
export async function faultsOf(storage: Storage, vault: Vault, random: Random): Promise<string[]> {
  const faults: string[] = [];
  const check = async (what: string, read: () => unknown, expected: unknown): Promise<void> => {
    const found = await Promise.resolve()
      .then(read)
      .catch((error: unknown) => error);
    if (JSON.stringify(found) !== JSON.stringify(expected)) faults.push(`${what}: ${String(found)}`);
  };
  const credentials = createCredentials({ storage, vault, random, clock });
  for (const { id, name } of credentials.list()) {
    const n = name.slice(1);
    await check(name, () => credentials.reveal(id, 'apiToken', 'cli'), `token ${n}`);
    await check(name, () => credentials.reveal(id, 'secretKey', 'cli'), `key ${n}`);
  }
  const bodies = createBodyStore({ storage, vault, random });
  for (let n = 0; n < smallBodies; n += 1) {
    await check(
      `small-${n}`,
      async () => Buffer.from((await bodies.get('e', `small-${n}`)) ?? []).toString(),
      `body ${n}`,
    );
  }
  for (let n = 0; n < largeBodies; n += 1) {
    const isSame = async () =>
      Buffer.compare((await bodies.get('e', `large-${n}`)) ?? Buffer.alloc(0), largeBody(n)) === 0;
    await check(`large-${n}`, isSame, true);
  }
  const capture = (part: string, sealed: Uint8Array | undefined) => () =>
    Buffer.from(vault.openBytes(captureContext('capture', part), sealed ?? new Uint8Array(0))).toString();
  await check('summary', capture('summary', storage.captures.summaries()[0]?.sealedSummary), 'summary');
  await check('capture', capture('capture', storage.captures.sealed('capture')), 'capture');
  return faults;
}

function largeBody(n: number): Buffer {
  return Buffer.alloc(2 * chunkBytes + n, `large ${n} `);
}
