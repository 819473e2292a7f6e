import type {
  CheckFinding,
  Diagnosis,
  DiagnosisCredential,
  Pasted,
  PastedRequest,
} from '../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import type { VerifyInput } from '../../protocol/models/signing.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { KeySource } from '../lti/advantage/id-token/id-token.ts';
import { readKeySet } from '../lti/advantage/keys/key-set.ts';
import { checkCalls, checkTokenText, type KnownRegistration, noKeys } from './checks/calls/index.ts';
import { bySeverity, checkConfiguration, checkRequest } from './checks/index.ts';
import { knownInAnswer, knownTextFinding } from './checks/known-errors/index.ts';
import { messageOf } from './checks/message.ts';
import { proxyFindings } from './checks/proxy/index.ts';
import { createDiagnosisMasking } from './masking.ts';
import { describePaste } from './paste/describe.ts';
import { readHarCalls } from './paste/har-calls.ts';
import { recognisePaste } from './paste/index.ts';
import type { ExplainOptions } from './signature/index.ts';
import { verificationSteps } from './steps.ts';
import { verifyAndExplain } from './verify.ts';

/** What is to be diagnosed, with the credential already at hand. */
export type PasteCase = {
  text: string;
  requestIndex?: number | undefined;
  url?: string | undefined;
  method?: string | undefined;
  pathParams?: Pairs | undefined;
  now?: number | undefined;
  credential?: DiagnosisCredential | undefined;
  /** A key set (RFC 7517 §5) as text, to check an id_token with. */
  keySet?: string | undefined;
  /** Registrations that an authentication request is compared with. */
  registrations?: readonly KnownRegistration[] | undefined;
};

/** `null` when the request holds no signature, or there is no URL to check it for. */
export function verifyInputOf(
  request: PastedRequest,
  given: Omit<PasteCase, 'text'>,
  credential: DiagnosisCredential,
): VerifyInput | null {
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

type Checked = { signature: Diagnosis['signature']; note: string | null };

async function checkSignature(request: PastedRequest, given: PasteCase, options: ExplainOptions): Promise<Checked> {
  const { credential } = given;
  if (credential === undefined) return { signature: null, note: null };
  try {
    const input = verifyInputOf(request, given, credential);
    if (input === null) {
      return {
        signature: null,
        note: 'The signature was not checked: the paste holds no signature, or the URL is missing.',
      };
    }
    const output = await verifyAndExplain(input, options);
    const steps = output.receivedSignature === null ? [] : verificationSteps(input, output);
    return { signature: { ...output, steps }, note: null };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code === 'cancelled') throw error;
    return { signature: null, note: `The signature was not checked: ${error.problem.detail ?? error.problem.code}` };
  }
}

function secretsOf(credential: DiagnosisCredential | undefined): string[] {
  if (credential === undefined) return [];
  return credential.scheme === 'oauth1'
    ? [credential.secret, credential.tokenSecret ?? '']
    : [credential.secretKey, credential.apiToken ?? ''];
}

/** What a paste is and holds. Texts in it that are one of `secrets` are masked. */
export function describeText(
  given: Pick<PasteCase, 'text' | 'requestIndex' | 'url'>,
  secrets: readonly string[],
): Pasted {
  const recognised = recognisePaste(given.text, given.requestIndex ?? null);
  return createDiagnosisMasking(secrets).pasted(describePaste(recognised, given.url ?? null));
}

/**
 * Diagnoses a pasted launch, offline: what it is, what its signature says with the given credential, and what the checks find.
 * A request that cannot be verified at all (an unreadable URL, say) is told in the notes. Rejects with the reason of
 * `options.signal` when that is aborted. No text of the answer holds a secret: neither the credential's, nor those of
 * `options.others`, nor one of `furtherSecrets`, even where the launch itself carries it.
 */
export async function diagnosePaste(
  given: PasteCase,
  options: ExplainOptions,
  furtherSecrets: readonly string[] = [],
): Promise<Diagnosis> {
  const recognised = recognisePaste(given.text, given.requestIndex ?? null);
  const { request } = recognised;
  const { credential } = given;
  const configuration = {
    url: given.url,
    ...(credential?.scheme === 'oauth1' ? { consumerKey: credential.key, secret: credential.secret } : {}),
  };
  const { signature, note } =
    request === null ? { signature: null, note: null } : await checkSignature(request, given, options);
  const others = (options.others ?? []).flatMap(({ secret, tokenSecret }) => [secret, tokenSecret ?? '']);
  const masking = createDiagnosisMasking([...secretsOf(credential), ...others, ...furtherSecrets]);
  const notes = note === null ? recognised.notes : [...recognised.notes, note];
  const checks =
    request === null ? checkConfiguration(configuration) : checkRequest(request, configuration, given.now ?? null);
  return masking.diagnosis({
    pasted: describePaste({ ...recognised, notes }, given.url ?? null),
    signature,
    checks: bySeverity([
      ...checks,
      ...proxyFindings(signature?.findings ?? []),
      ...(await checkFurther(given, recognised)),
    ]),
  });
}

/** What a paste says beyond its OAuth signature: messages of LTI 1.3, services, error texts. */
async function checkFurther(
  given: PasteCase,
  { kind, request, token }: ReturnType<typeof recognisePaste>,
): Promise<CheckFinding[]> {
  const context = {
    keys: keysOf(given.keySet),
    issuer: null,
    clientId: null,
    now: given.now ?? null,
    registrations: given.registrations ?? [],
  };
  if (kind === 'id-token' && token !== null) {
    return checkTokenText(
      given.text
        .replace(/^\uFEFF/, '')
        .trim()
        .replace(/^Bearer\s+/i, ''),
      context,
    );
  }
  if (kind === 'har') return checkCalls(readHarCalls(given.text), context);
  const texts =
    kind === 'unknown' || kind === 'html-form'
      ? knownInAnswer(given.text, null).map((known) => knownTextFinding(known, 'what was pasted'))
      : [];
  if (request === null) return texts;
  const located = { ...request, url: given.url ?? request.url, method: given.method ?? request.method };
  return [...texts, ...(await checkCalls([{ request: located, answer: null, at: null }], context))];
}

function keysOf(keySet: string | undefined): KeySource {
  if (keySet === undefined) return noKeys;
  const set = readKeySet(keySet);
  return 'problem' in set ? { problem: `The key set cannot be read. ${set.problem}`, known: true } : { keys: set.keys };
}
