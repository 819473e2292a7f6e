import { diagnosisCommands } from '../../protocol/commands/diagnosis.ts';
import type { DiagnosisCredential } from '../../protocol/models/diagnosis.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CoreContext } from '../context.ts';
import { diagnosePaste } from '../diagnosis/diagnose-paste.ts';
import type { NamedCredential } from '../diagnosis/signature/index.ts';
import type { Credentials, OpenCredential } from '../vault/credentials.ts';
import { bind } from './bind.ts';

function forDiagnosis(credential: OpenCredential): DiagnosisCredential {
  return credential.kind === 'oauth-consumer'
    ? { scheme: 'oauth1', key: credential.consumerKey, secret: credential.secret }
    : { scheme: 'proctorexam', secretKey: credential.secretKey };
}

/** The other OAuth credentials of the vault, for a search a person asked for. */
function otherCredentials(credentials: Credentials, exceptId: string | undefined): NamedCredential[] {
  return credentials.list().flatMap(({ id, name, kind }) => {
    if (id === exceptId || kind !== 'oauth-consumer') return [];
    const opened = credentials.open(id);
    return opened.kind === 'oauth-consumer' ? [{ name, key: opened.consumerKey, secret: opened.secret }] : [];
  });
}

/** Works without a data folder, unless a credential of the vault is asked for. */
export function diagnosisHandlers({ workspace, clock }: CoreContext) {
  return {
    'diagnosis.paste': bind(diagnosisCommands['diagnosis.paste'], async (input) => {
      const { credential, credentialId, tryOtherCredentials, ...given } = input;
      if (credential !== undefined && credentialId !== undefined) {
        throw new ProblemError('input.invalid', {
          field: 'credentialId',
          detail: '"credential" and "credentialId" both say what to check with. Give only one of them.',
        });
      }
      const needsVault = credentialId !== undefined || tryOtherCredentials;
      const vaulted = needsVault ? (await workspace()).credentials : null;
      const opened =
        credentialId === undefined || vaulted === null ? credential : forDiagnosis(vaulted.open(credentialId));
      const others = tryOtherCredentials && vaulted !== null ? otherCredentials(vaulted, credentialId) : [];
      return diagnosePaste({ ...given, credential: opened }, { clock, others });
    }),
  };
}
