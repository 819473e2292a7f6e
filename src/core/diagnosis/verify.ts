import type { VerifyInput, VerifyOutput } from '../../protocol/models/signing.ts';
import { verify } from '../signing/index.ts';
import { type ExplainOptions, explainSignature } from './signature/index.ts';

/** Whether a finding only says that signatures differ, and is answered by the cause. */
function isAnswered(id: string, causes: readonly string[]): boolean {
  if (id === 'signature-mismatch') return true;
  return (
    id === 'consumer-key' && causes.some((cause) => cause === 'other-credential' || cause === 'key-secret-swapped')
  );
}

/**
 * Checks a received message as `verify` does, and names the cause when its signature is wrong: findings of
 * {@link explainSignature} take the place of "the signature does not belong". Where another fault of the message explains it
 * already (an unknown method, another consumer key), `unknown` adds nothing and is left out.
 */
export async function verifyAndExplain(input: VerifyInput, options: ExplainOptions): Promise<VerifyOutput> {
  const output = verify(input);
  if (output.verdict === 'valid' || output.receivedSignature === null) return output;
  const explanation = await explainSignature(input, options);
  if (explanation === null) return output;
  if (explanation.outcome === 'unknown') {
    return {
      ...output,
      findings: output.findings.flatMap((finding) =>
        finding.id === 'signature-mismatch' ? explanation.findings : [finding],
      ),
    };
  }
  const causes = explanation.findings.map(({ cause }) => cause);
  const remaining = output.findings.filter(({ id }) => !isAnswered(id, causes));
  return { ...output, findings: [...explanation.findings, ...remaining] };
}
