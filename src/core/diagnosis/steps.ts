import type { SigningStep, VerifyInput, VerifyOutput } from '../../protocol/models/signing.ts';
import { mask } from '../redaction/index.ts';
import { computationSteps } from '../signing/oauth1/explain.ts';
import { signatureMethodNamed } from '../signing/oauth1/signature-methods.ts';
import { type OAuth1VerifyInput, receive } from '../signing/oauth1/verify.ts';

/** Rows of more parameters than a person reads are left out. */
const MAX_ROWS = 500;

function oauth1Steps(input: OAuth1VerifyInput, output: VerifyOutput): SigningStep[] {
  const { message, parameters, body } = receive(input);
  const named = parameters.find(({ name }) => name === 'oauth_signature_method')?.value ?? '';
  return computationSteps({
    input: { signatureMethod: signatureMethodNamed(named) ?? 'HMAC-SHA1', credential: input.credential },
    message,
    baseString: output.baseString,
    signature: output.expectedSignature,
    hashedBody: body.kind === 'other' ? body.text : null,
  });
}

function proctorExamSteps({ baseString, expectedSignature }: VerifyOutput): SigningStep[] {
  const rule = 'ProctorExam API v3, parameter “signature”';
  return [
    {
      id: 'base-string',
      title: 'Write the base string',
      detail: 'All parameters but the signature, raw, sorted by name; name=value for each, joined by ?.',
      rule,
      result: baseString,
    },
    { id: 'key', title: 'Take the key', detail: "The user's secret key as it is, in UTF-8.", rule, result: mask },
    {
      id: 'signature',
      title: 'Sign',
      detail: 'HMAC with SHA-256 over the base string in UTF-8, written as lower-case hex.',
      rule,
      result: expectedSignature,
    },
  ];
}

/** How the expected signature of a received message comes about. Holds no secret key. */
export function verificationSteps(input: VerifyInput, output: VerifyOutput): SigningStep[] {
  const steps = input.scheme === 'oauth1' ? oauth1Steps(input, output) : proctorExamSteps(output);
  return steps.map(({ rows, ...step }) => (rows === undefined || rows.length > MAX_ROWS ? step : { ...step, rows }));
}
