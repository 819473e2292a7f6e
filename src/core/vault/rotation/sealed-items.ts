import { captureContext } from '../../catcher/captures.ts';
import { toolKeyContext, toolKeyRecord } from '../../catcher/tool-keys.ts';
import { sealedInputsContext } from '../../flows/sealed-inputs.ts';
import type { Random } from '../../ports.ts';
import type { Storage } from '../../storage/open-storage.ts';
import type { StoredSecret } from '../../storage/repositories/secrets.ts';
import { resealSandbox } from '../../workspace/sandbox.ts';
import type { Resealed } from '../keys/keyring.ts';
import { chunkContext, type Place } from '../sealing/body-store.ts';
import { credentialContext } from '../sealing/sealed-parts.ts';
import type { KeyRotation, SecretContext, Vault } from '../vault.ts';
import { resealFile } from './reseal-file.ts';

export type Outcome = Resealed['is'];

/** One sealed thing. It is read when its turn comes, so that what changed meanwhile is not overwritten. */
export type SealedItem = { in: 'row'; reseal(): Outcome } | { in: 'file'; reseal(): Promise<Outcome> };

export type SealedStorage = Pick<
  Storage,
  'secrets' | 'credentials' | 'settings' | 'captures' | 'flowRuns' | 'exchangeBodies' | 'bodyFiles'
>;
type Ports = { storage: SealedStorage; vault: Vault; random: Random };

/** Bodies whose places are read at a time. */
const pageSize = 200;

/** How many items {@link sealedItems} gives, as far as can be told beforehand. */
export function countSealed({ secrets, captures, flowRuns, exchangeBodies }: SealedStorage): number {
  return (
    secrets.recordIds().length + captures.summaries().length + flowRuns.sealedIds().length + exchangeBodies.count() + 1
  );
}

/** Everything in the data folder that is sealed with the data key. A new table with something sealed has to be named here. */
export function* sealedItems(ports: Ports): Generator<SealedItem> {
  const { storage, vault } = ports;
  const { rotation } = vault;
  for (const id of storage.secrets.recordIds()) {
    yield { in: 'row', reseal: () => resealRecord(storage, rotation, id) };
  }
  yield { in: 'row', reseal: () => resealSandbox(storage.settings, rotation.resealBytes) ?? 'current' };
  for (const id of storage.flowRuns.sealedIds()) {
    yield { in: 'row', reseal: () => resealInputs(storage, rotation, id) };
  }
  for (const { id } of storage.captures.summaries()) {
    yield { in: 'row', reseal: () => resealCapture(storage, rotation, id) };
  }
  yield* bodyItems(ports);
}

function* bodyItems(ports: Ports): Generator<SealedItem> {
  const { exchangeBodies } = ports.storage;
  for (let page = exchangeBodies.placesAfter(0, pageSize); page.length > 0; ) {
    for (const place of page) {
      const body = exchangeBodies.get(place.exchangeId, place.part);
      if (body === undefined) continue;
      if (body.file === null) yield { in: 'row', reseal: () => resealBody(ports, place) };
      else yield { in: 'file', reseal: () => resealFile(ports, place) };
    }
    page = exchangeBodies.placesAfter(page.at(-1)?.seq ?? Number.MAX_SAFE_INTEGER, pageSize);
  }
}

/** All parts of a record, or none of them. */
function resealRecord(storage: SealedStorage, rotation: KeyRotation, recordId: string): Outcome {
  const stored = storage.secrets.list(recordId);
  const outcomes: Outcome[] = [];
  const resealed = stored.map((secret): StoredSecret => {
    const context = secretContext(storage, recordId, secret.part);
    const result: Resealed = context === undefined ? { is: 'damaged' } : rotation.resealSecret(context, secret.sealed);
    outcomes.push(result.is);
    return result.is === 'resealed' ? { ...secret, sealed: result.sealed } : secret;
  });
  if (outcomes.includes('resealed')) storage.secrets.replace(recordId, resealed);
  return sumOf(outcomes);
}

function secretContext(storage: SealedStorage, recordId: string, part: string): SecretContext | undefined {
  if (recordId === toolKeyRecord) return toolKeyContext(storage.settings);
  const credential = storage.credentials.get(recordId);
  return credential === undefined ? undefined : credentialContext(credential, part);
}

function resealInputs({ flowRuns }: SealedStorage, rotation: KeyRotation, id: string): Outcome {
  const sealed = flowRuns.sealedInputs(id);
  if (sealed === null) return 'current';
  const result = rotation.resealBytes(sealedInputsContext(id), sealed);
  if (result.is === 'resealed') flowRuns.seal(id, result.sealed);
  return result.is;
}

function resealCapture({ captures }: SealedStorage, rotation: KeyRotation, id: string): Outcome {
  const summary = captures.summaries().find((one) => one.id === id)?.sealedSummary;
  const capture = captures.sealed(id);
  if (summary === undefined || capture === undefined) return 'current';
  const results = {
    summary: rotation.resealBytes(captureContext(id, 'summary'), summary),
    capture: rotation.resealBytes(captureContext(id, 'capture'), capture),
  };
  const bytes = (result: Resealed, before: Uint8Array) => (result.is === 'resealed' ? result.sealed : before);
  captures.reseal(id, { summary: bytes(results.summary, summary), capture: bytes(results.capture, capture) });
  return sumOf([results.summary.is, results.capture.is]);
}

function resealBody({ storage, vault }: Ports, place: Place): Outcome {
  const { exchangeBodies } = storage;
  const body = exchangeBodies.get(place.exchangeId, place.part);
  if (body === undefined || body.file !== null) return 'current';
  const result = vault.rotation.resealBytes(chunkContext(place, '', body.size, 0), body.sealed);
  if (result.is === 'resealed') exchangeBodies.put(place.exchangeId, place.part, { ...body, sealed: result.sealed });
  return result.is;
}

/** What is told of several parts: the worst of it. */
function sumOf(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('damaged')) return 'damaged';
  return outcomes.includes('resealed') ? 'resealed' : 'current';
}
