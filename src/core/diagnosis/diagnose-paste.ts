import type { Diagnosis, DiagnosisCredential, PastedRequest } from '../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import type { VerifyInput } from '../../protocol/models/signing.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { checkConfiguration, checkRequest } from './checks/index.ts';
import { messageOf } from './checks/message.ts';
import { recognisePaste } from './paste/index.ts';
import type { ExplainOptions } from './signature/index.ts';
import { verifyAndExplain } from './verify.ts';

/** What is to be diagnosed, with the credential already at hand. */
export type PasteCase = {
  text: string;
  url?: string | undefined;
  method?: string | undefined;
  pathParams?: Pairs | undefined;
  now?: number | undefined;
  credential?: DiagnosisCredential | undefined;
};

/** `null` when the paste holds no request with a signature and a URL to check it for. */
function verifyInputOf(request: PastedRequest, given: PasteCase, credential: DiagnosisCredential): VerifyInput | null {
  const url = given.url ?? request.url;
  const message = messageOf(request, url);
  const signatureName = credential.scheme === 'oauth1' ? 'oauth_signature' : 'signature';
  const isJson = /^\s*\{/.test(request.body ?? '');
  if (url === null || (message.first(signatureName) === undefined && !isJson)) return null;
  const received = {
    url,
    method: given.method ?? request.method ?? 'POST',
    headers: request.headers,
    ...(request.body === null ? (request.fields === null ? {} : { fields: request.fields }) : { body: request.body }),
    ...(given.now === undefined ? {} : { now: given.now }),
  };
  const { scheme, ...secrets } = credential;
  if (scheme === 'oauth1' && 'key' in secrets) return { scheme, ...received, credential: secrets };
  if (scheme === 'proctorexam' && 'secretKey' in secrets) {
    return { scheme, ...received, pathParams: given.pathParams ?? [], credential: secrets };
  }
  return null;
}

/**
 * Diagnoses a pasted launch, offline: what it is, what its signature says with the given credential, and what the checks find.
 * A request that cannot be verified at all (an unreadable URL, say) is told in the notes. Rejects with the reason of
 * `options.signal` when that is aborted.
 */
export async function diagnosePaste(given: PasteCase, options: ExplainOptions): Promise<Diagnosis> {
  const recognised = recognisePaste(given.text);
  const { request } = recognised;
  const notes = [...recognised.notes];
  const { credential } = given;
  const configuration = {
    url: given.url,
    ...(credential?.scheme === 'oauth1' ? { consumerKey: credential.key, secret: credential.secret } : {}),
  };
  let signature: Diagnosis['signature'] = null;
  if (request !== null && credential !== undefined) {
    try {
      const input = verifyInputOf(request, given, credential);
      if (input === null)
        notes.push('The signature was not checked: the paste holds no signature, or the URL is missing.');
      else {
        const { verdict, baseString, findings } = await verifyAndExplain(input, options);
        signature = { verdict, baseString, findings };
      }
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code === 'cancelled') throw error;
      notes.push(`The signature was not checked: ${error.problem.detail ?? error.problem.code}`);
    }
  }
  return {
    pasted: { ...recognised, notes },
    signature,
    checks:
      request === null ? checkConfiguration(configuration) : checkRequest(request, configuration, given.now ?? null),
  };
}
