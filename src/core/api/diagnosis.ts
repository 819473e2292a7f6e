import { diagnosisCommands } from '../../protocol/commands/diagnosis.ts';
import type { DiagnosisCredential } from '../../protocol/models/diagnosis.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CoreContext } from '../context.ts';
import { checkConfiguration } from '../diagnosis/checks/index.ts';
import { checkRegister } from '../diagnosis/checks/register.ts';
import { compareStored } from '../diagnosis/compare/index.ts';
import { diagnoseCredentials } from '../diagnosis/diagnose-credentials.ts';
import { diagnoseExchange } from '../diagnosis/diagnose-exchange.ts';
import { diagnoseKeySet } from '../diagnosis/diagnose-key-set.ts';
import { describeText, diagnosePaste } from '../diagnosis/diagnose-paste.ts';
import { diagnoseProxy } from '../diagnosis/diagnose-proxy.ts';
import { diagnosisExamples } from '../diagnosis/examples/index.ts';
import { knownRegistrations } from '../diagnosis/known-registrations.ts';
import { createDiagnosisMasking } from '../diagnosis/masking.ts';
import { createDiagnosisRuns } from '../diagnosis/runs.ts';
import { matchingCredentials, type OpenedVault, openVault } from '../diagnosis/vault.ts';
import { bind } from './bind.ts';

function requireOne(credential: DiagnosisCredential | undefined, credentialId: string | undefined): void {
  if (credential === undefined || credentialId === undefined) return;
  throw new ProblemError('input.invalid', {
    field: 'credentialId',
    detail: '"credential" and "credentialId" both say what to check with. Give only one of them.',
  });
}

/** Pastes work without a data folder, unless a credential of the vault is asked for. */
export function diagnosisHandlers({ workspace, clock, random, emit, transport }: CoreContext) {
  const runs = createDiagnosisRuns({ clock, emit });
  return {
    'diagnosis.recognise': bind(diagnosisCommands['diagnosis.recognise'], async (input) => {
      const { credentials, vault } = await workspace();
      const { secrets } = openVault(credentials, vault);
      const pasted = describeText(input, secrets);
      return { pasted, credentialIds: matchingCredentials(credentials, pasted) };
    }),

    'diagnosis.paste': bind(diagnosisCommands['diagnosis.paste'], async (input) => {
      const { id, credential, credentialId, tryOtherCredentials, knownPlatforms, ...given } = input;
      requireOne(credential, credentialId);
      const needsVault = credentialId !== undefined || tryOtherCredentials;
      const opened: OpenedVault | null = needsVault ? await requiredVault(workspace) : null;
      const chosen: DiagnosisCredential | undefined =
        credentialId === undefined || opened === null ? credential : opened.credential(credentialId);
      const others = tryOtherCredentials && opened !== null ? opened.others(credentialId) : [];
      const registrations = knownPlatforms ? knownRegistrations(await workspace()) : [];
      return runs.run(id, (budget) =>
        diagnosePaste({ ...given, registrations, credential: chosen }, { ...budget, others }, opened?.secrets ?? []),
      );
    }),

    'diagnosis.exchange': bind(diagnosisCommands['diagnosis.exchange'], async (input) =>
      diagnoseExchange(input, await workspace(), { clock }),
    ),

    'diagnosis.probe': bind(diagnosisCommands['diagnosis.probe'], async (input) =>
      (await workspace()).probes.run(input),
    ),

    'diagnosis.probeCancel': bind(diagnosisCommands['diagnosis.probeCancel'], async ({ id }) => {
      (await workspace()).probes.cancel(id);
      return {};
    }),

    'diagnosis.jwks': bind(diagnosisCommands['diagnosis.jwks'], ({ url }) => diagnoseKeySet(url, transport)),

    'diagnosis.proxy': bind(diagnosisCommands['diagnosis.proxy'], ({ url }) => diagnoseProxy(url, transport)),

    'diagnosis.credentials': bind(diagnosisCommands['diagnosis.credentials'], async (input) =>
      diagnoseCredentials(input, await workspace(), { clock, random }),
    ),

    'diagnosis.checks': bind(diagnosisCommands['diagnosis.checks'], () => [...checkRegister]),
    'diagnosis.compare': bind(diagnosisCommands['diagnosis.compare'], async ({ ids }) =>
      compareStored(ids, (await workspace()).storage.exchanges),
    ),

    'diagnosis.cancel': bind(diagnosisCommands['diagnosis.cancel'], ({ id }) => {
      runs.cancel(id);
      return {};
    }),

    'diagnosis.examples': bind(diagnosisCommands['diagnosis.examples'], () => diagnosisExamples({ clock, random })),

    'diagnosis.configuration': bind(diagnosisCommands['diagnosis.configuration'], (input) =>
      createDiagnosisMasking(input.secret === undefined ? [] : [input.secret]).checks(checkConfiguration(input)),
    ),
  };
}

/** Throws `vault.locked` through the credential that is asked for; what cannot be opened is not searched for. */
async function requiredVault(workspace: CoreContext['workspace']): Promise<OpenedVault> {
  const { credentials, vault } = await workspace();
  return openVault(credentials, vault);
}
