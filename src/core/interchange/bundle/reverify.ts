import { type Reverify, type ReverifyMessage, reverifyMessageSchema } from '../../../protocol/models/data/bundle.ts';
import type { DiagnosisCredential, PastedRequest } from '../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import type { VerifyInput, VerifyOutput } from '../../../protocol/models/signing.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { mask } from '../../redaction/index.ts';
import { verify } from '../../signing/index.ts';

/** The request as it is verified. `null` for a credential of another scheme. */
export function verifyInputFor(message: ReverifyMessage, credential: DiagnosisCredential): VerifyInput | null {
  const { method, url, headers, fields, body, pathParams, now } = message;
  const received = {
    method,
    url,
    headers,
    ...(body !== null ? { body } : fields !== null ? { fields } : {}),
    ...(now === null ? {} : { now }),
  };
  const { scheme, ...secrets } = credential;
  if (scheme !== message.scheme) return null;
  if (scheme === 'oauth1' && 'key' in secrets) return { scheme, ...received, credential: secrets };
  if (scheme === 'proctorexam' && 'secretKey' in secrets) {
    return { scheme, ...received, pathParams, credential: secrets };
  }
  return null;
}

/** What the signature of a message is computed from; `null` for one that cannot be read or checked with a shared secret. */
function outlineOf(message: ReverifyMessage): VerifyOutput | null {
  const anyone: DiagnosisCredential =
    message.scheme === 'oauth1'
      ? { scheme: 'oauth1', key: 'any', secret: 'any' }
      : { scheme: 'proctorexam', secretKey: 'any' };
  const input = verifyInputFor(message, anyone);
  try {
    return input === null ? null : verify(input);
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

/** The headers a signature is read from, or that say how the body is read. */
function neededHeaders(headers: Pairs): Pairs {
  return headers.filter(([name, value]) => {
    const lower = name.toLowerCase();
    return lower === 'content-type' || (lower === 'authorization' && /^\s*oauth\s/i.test(value));
  });
}

/** A request as a message to verify; `null` when it carries no signature of a scheme that is known. */
export function signedMessage(
  { method, url, headers, fields, body }: PastedRequest,
  scheme: 'oauth1' | 'proctorexam' | null,
  further: { pathParams: Pairs; now: number | null },
): ReverifyMessage | null {
  if (scheme === null || url === null) return null;
  const form = fields !== null && fields.length > 0;
  const message: ReverifyMessage = {
    scheme,
    method: method ?? 'POST',
    url,
    headers: neededHeaders(headers),
    fields: form ? fields : null,
    body: form ? null : body,
    ...further,
  };
  return (outlineOf(message)?.receivedSignature ?? null) === null ? null : message;
}

const reasons: Readonly<Record<Extract<Reverify, { state: 'left-out' }>['why'], string>> = {
  unsigned: 'What was sent carries no signature that can be checked with a shared secret.',
  'personal-data':
    'Personal data that was signed is masked in this file, so its base string can be read but not verified again. Make the file anew with personal data kept to let the other side verify the signature.',
  'secret-masked':
    'A secret stands in what was signed and is masked, so the signature cannot be verified from this file.',
  unreadable: 'What was signed cannot be read well enough to verify it.',
  'too-large': 'What was signed is too large for this file.',
};

/** As it is, and as a base string encodes it. */
function holdsMask(text: string): boolean {
  const once = encodeURIComponent(mask);
  return [mask, once, encodeURIComponent(once)].some((spelling) => text.includes(spelling));
}

const leftOut = (why: keyof typeof reasons): Reverify => ({ state: 'left-out', why, detail: reasons[why] });

/**
 * What the other side needs to verify again, as long as masking has changed nothing that was signed.
 *
 * @param original - as recorded.
 * @param masked - the same as it would stand in the bundle.
 * @param afterSecrets - with secrets masked, and personal data not: tells which masking is in the way.
 */
export function reverifyOf(
  original: ReverifyMessage | null,
  afterSecrets: ReverifyMessage | null,
  masked: ReverifyMessage | null,
): Reverify {
  if (original === null || afterSecrets === null || masked === null) return leftOut('unsigned');
  const before = outlineOf(original);
  const clean = outlineOf(afterSecrets);
  const after = outlineOf(masked);
  if (before === null || before.receivedSignature === null) return leftOut('unreadable');
  if (holdsMask(before.baseString) || holdsMask(before.receivedSignature)) return leftOut('secret-masked');
  const same = (other: VerifyOutput | null) =>
    other !== null &&
    other.baseString === before.baseString &&
    other.receivedSignature === before.receivedSignature &&
    // A body that was changed still has the base string of its hash, but no longer fits it.
    other.findings.map(({ id }) => id).join() === before.findings.map(({ id }) => id).join();
  if (!same(clean)) return leftOut('secret-masked');
  if (!same(after)) return leftOut('personal-data');
  if (!reverifyMessageSchema.safeParse(masked).success) return leftOut('too-large');
  return { state: 'included', message: masked, consumerKey: consumerKeyOf(masked) };
}

/** `oauth_consumer_key` as the message names it, wherever it stands. */
export function consumerKeyOf({ scheme, url, headers, fields, body }: ReverifyMessage): string | null {
  if (scheme !== 'oauth1') return null;
  const name = 'oauth_consumer_key';
  const inHeader = headers
    .map(([, value]) => new RegExp(`(?:^|[\\s,])${name}\\s*=\\s*"([^"]*)"`, 'i').exec(value)?.[1])
    .find((value) => value !== undefined);
  if (inHeader !== undefined) return decoded(inHeader);
  const inFields = (fields ?? []).find(([field]) => field === name)?.[1];
  if (inFields !== undefined) return inFields;
  const inBody = body === null ? null : new URLSearchParams(body).get(name);
  return inBody ?? URL.parse(url)?.searchParams.get(name) ?? null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
