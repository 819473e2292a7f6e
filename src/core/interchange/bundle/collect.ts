import type { BundleSource } from '../../../protocol/models/data/bundle.ts';
import type { DiagnosisCredential } from '../../../protocol/models/diagnosis.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Workspace } from '../../context.ts';
import type { ContractLibrary } from '../../contracts/library.ts';
import { personalNames } from '../../contracts/personal-names.ts';
import { diagnoseExchange } from '../../diagnosis/diagnose-exchange.ts';
import { diagnosePaste } from '../../diagnosis/diagnose-paste.ts';
import type { ExplainOptions } from '../../diagnosis/signature/index.ts';
import { openVault } from '../../diagnosis/vault.ts';
import type { Evidence, KnownSecret } from './evidence.ts';
import { evidenceOfCapture } from './from-capture.ts';
import { evidenceOfExchange } from './from-exchange.ts';
import { evidenceOfPaste } from './from-paste.ts';

export type BundleSources = Pick<
  Workspace,
  'storage' | 'credentials' | 'vault' | 'exchanges' | 'catcher' | 'bodies'
> & { contracts: ContractLibrary };

/**
 * All that is known of what a bundle is to be made of.
 *
 * @throws ProblemError `not-found`, `vault.locked`, `vault.tampered`.
 */
export function collectEvidence(
  source: BundleSource,
  sources: BundleSources,
  options: ExplainOptions,
): Promise<Evidence> {
  switch (source.kind) {
    case 'exchange':
      return ofExchange(source, sources, options);
    case 'capture':
      return ofCapture(source.id, sources);
    case 'paste':
      return ofPaste(source.paste, sources, options);
  }
}

async function ofCapture(id: string, { catcher, contracts }: BundleSources): Promise<Evidence> {
  return evidenceOfCapture(catcher.captures.get(id), await personalNames(contracts));
}

async function ofExchange(
  { id, framingOrigin }: Extract<BundleSource, { kind: 'exchange' }>,
  sources: BundleSources,
  options: ExplainOptions,
): Promise<Evidence> {
  const exchange = sources.storage.exchanges.get(id);
  if (exchange === undefined) throw new ProblemError('not-found', { params: { what: 'exchange', id } });
  const diagnosis = await diagnoseExchange({ id, framingOrigin }, sources, options);
  const unlocked = sources.vault.isUnlocked();
  const sealed = unlocked ? await sources.bodies.get(id, 'secrets') : undefined;
  return evidenceOfExchange({
    exchange,
    diagnosis,
    declaredPersonal: await personalNames(sources.contracts, exchange.contractId),
    contractVersion: await contractVersion(sources.contracts, exchange.contractId),
    sent: unlocked ? ((await sources.exchanges.sent(id)) ?? null) : null,
    sealedSecrets: sealed === undefined ? null : JSON.parse(new TextDecoder().decode(sealed)),
  });
}

/** A contract may have been deleted since; what was sent then is still evidence. */
async function contractVersion(contracts: ContractLibrary, id: string): Promise<string | null> {
  try {
    return (await contracts.get(id)).contract.summary.version;
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

async function ofPaste(
  paste: Extract<BundleSource, { kind: 'paste' }>['paste'],
  { credentials, vault, contracts }: BundleSources,
  options: ExplainOptions,
): Promise<Evidence> {
  const { id: _id, credential, credentialId, tryOtherCredentials, ...given } = paste;
  const opened = openVault(credentials, vault);
  const chosen: DiagnosisCredential | undefined =
    credentialId === undefined ? credential : opened.credential(credentialId);
  const others = tryOtherCredentials ? opened.others(credentialId) : [];
  const diagnosis = await diagnosePaste({ ...given, credential: chosen }, { ...options, others }, opened.secrets);
  const evidence = await evidenceOfPaste({
    diagnosis,
    given,
    declaredPersonal: await personalNames(contracts),
  });
  return { ...evidence, secrets: [...evidence.secrets, ...typedSecrets(credential)] };
}

/** A secret that was typed in is in no vault, and must not stand in the file either. */
function typedSecrets(credential: DiagnosisCredential | undefined): KnownSecret[] {
  if (credential === undefined) return [];
  const values =
    credential.scheme === 'oauth1'
      ? [credential.secret, credential.tokenSecret ?? '']
      : [credential.secretKey, credential.apiToken ?? ''];
  return values.filter((value) => value !== '').map((value) => ({ owner: 'the secret that was typed in', value }));
}
