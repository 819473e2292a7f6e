import { z } from 'zod';
import type { FlowRun } from '../../protocol/models/exchanges/flow.ts';
import type { FlowRunsRepository } from '../storage/repositories/flow-runs.ts';
import type { SealContext } from '../vault/sealing/framing.ts';
import type { Vault } from '../vault/vault.ts';

const secretsSchema = z.record(z.string(), z.string());

/** Secret inputs of a run, sealed for this run alone; `null` when there are none. Throws `vault.locked`. */
export function sealSecrets(vault: Vault, runId: string, secrets: Readonly<Record<string, string>>): Uint8Array | null {
  if (Object.keys(secrets).length === 0) return null;
  return vault.sealBytes(sealedInputsContext(runId), new TextEncoder().encode(JSON.stringify(secrets)));
}

/** Throws `vault.locked`, `vault.tampered`. */
export function openSecrets(vault: Vault, runs: FlowRunsRepository, run: FlowRun): Record<string, string> {
  const sealed = runs.sealedInputs(run.id);
  if (sealed === null) return {};
  return secretsSchema.parse(
    JSON.parse(new TextDecoder().decode(vault.openBytes(sealedInputsContext(run.id), sealed))),
  );
}

/** What the secret inputs of a run are bound to. */
export function sealedInputsContext(runId: string): SealContext {
  return ['flow', runId, 'inputs'];
}
