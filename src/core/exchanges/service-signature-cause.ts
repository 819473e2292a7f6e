import type { ServiceFinding } from '../../protocol/models/lti/platform.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { explainSignature } from '../diagnosis/signature/index.ts';
import type { SignedMessage } from '../lti/service-signature.ts';
import type { Clock } from '../ports.ts';

/** A search that is longer would leave the tool without an answer. */
const longestMilliseconds = 2000;

/** Opens the consumer key and secret a message has to be signed with. May throw a ProblemError. */
export type ConsumerSecret = () => { key: string; secret: string };

/**
 * The findings of a message a tool sent, with the cause of a wrong signature in place of "the signature does not belong", where one
 * reproduces it.
 */
export async function withSignatureCause(
  findings: readonly ServiceFinding[],
  message: SignedMessage,
  open: ConsumerSecret,
  clock: Clock,
): Promise<ServiceFinding[]> {
  if (!findings.some(({ id }) => id === 'signature-mismatch')) return [...findings];
  try {
    const input = { scheme: 'oauth1' as const, ...message, credential: open() };
    const explained = await explainSignature(input, { clock, maxMilliseconds: longestMilliseconds });
    const causes = (explained?.findings ?? []).map(({ id, title, detail, fix }) => ({
      id,
      level: 'error' as const,
      title,
      detail,
      fix,
    }));
    return causes.length === 0
      ? [...findings]
      : findings.flatMap((finding) => (finding.id === 'signature-mismatch' ? causes : [finding]));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [...findings];
  }
}
