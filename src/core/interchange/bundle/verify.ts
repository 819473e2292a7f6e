import type { Bundle } from '../../../protocol/models/data/bundle.ts';
import type { DiagnosisCredential } from '../../../protocol/models/diagnosis.ts';
import type { VerifyOutput } from '../../../protocol/models/signing.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { ExplainOptions } from '../../diagnosis/signature/index.ts';
import { verifyAndExplain } from '../../diagnosis/verify.ts';
import { createRedactor } from '../../redaction/index.ts';
import { mapTexts } from './map-texts.ts';
import { consumerKeyOf, verifyInputFor } from './reverify.ts';

/** One's own secret, by itself or as a whole credential. */
export type OwnSecret = { kind: 'secret'; secret: string } | { kind: 'credential'; credential: DiagnosisCredential };

/**
 * Computes the signature of a bundle anew with one's own secret, and explains a difference. A bundle may be made to look like
 * anything: what it says of itself plays no part in it.
 *
 * @throws ProblemError `bundle.not-verifiable`; `credential.wrong-kind` for a credential of another scheme; `signing.*`.
 */
export async function verifyBundle(bundle: Bundle, own: OwnSecret, options: ExplainOptions): Promise<VerifyOutput> {
  const { reverify } = bundle;
  if (reverify.state === 'left-out') throw new ProblemError('bundle.not-verifiable', { detail: reverify.detail });
  const { message } = reverify;
  const credential = own.kind === 'credential' ? own.credential : credentialOf(bundle, own.secret);
  const input = verifyInputFor(message, credential);
  if (input === null) {
    throw new ProblemError('credential.wrong-kind', {
      params: { expected: message.scheme, actual: credential.scheme },
    });
  }
  const output = await verifyAndExplain(input, options);
  const secret = credential.scheme === 'oauth1' ? credential.secret : credential.secretKey;
  // A bundle may hold the secret of whoever checks it: the answer must not repeat it.
  const redactor = createRedactor([secret]);
  return mapTexts(
    output,
    (text) => redactor.text(text),
    new Set(['verdict', 'cause', 'id', 'side', 'owner', 'alternatives', 'ruledOut']),
  );
}

function credentialOf({ reverify }: Bundle, secret: string): DiagnosisCredential {
  if (reverify.state === 'included' && reverify.message.scheme === 'oauth1') {
    // The key is public and stands in the message; the other side knows which of its secrets belongs to it.
    return { scheme: 'oauth1', key: consumerKeyOf(reverify.message) ?? '-', secret };
  }
  return { scheme: 'proctorexam', secretKey: secret };
}
