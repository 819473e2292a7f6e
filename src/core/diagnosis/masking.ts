import type { CheckFinding, Diagnosis, Pasted } from '../../protocol/models/diagnosis.ts';
import type { SentSignature } from '../../protocol/models/exchanges/exchange-diagnosis.ts';
import type { Probe } from '../../protocol/models/exchanges/probe.ts';
import type { SignatureEvidence } from '../../protocol/models/signing.ts';
import { createRedactor, type Redactor } from '../redaction/index.ts';
import { isPlaceholder } from './checks/configuration/entered.ts';
import { firstDifference } from './signature/findings.ts';

/** Longest text of an answer, in characters; longer ones are cut off with an ellipsis. An answer has to fit into a message. */
const MAX_TEXT = 400_000;
/** Most parameters and headers of an answer, and of the rows of a table. */
const MAX_ENTRIES = 4000;

function cut(redactor: Redactor, text: string): string {
  return text.length > MAX_TEXT ? `${redactor.cutText(text.slice(0, MAX_TEXT))}…` : redactor.text(text);
}

/** Members of our own models whose values are words of ours, from a closed list. What is no single word is masked all the same. */
const ownWords = new Set([
  'state',
  'why',
  'kind',
  'origin',
  'scheme',
  'verdict',
  'severity',
  'owner',
  'side',
  'cause',
  'id',
  'lacks',
  'role',
  'outcome',
  'code',
]);

function isOwnWord(name: string, value: unknown): boolean {
  return ownWords.has(name) && typeof value === 'string' && /^[\w:.-]{1,100}$/.test(value);
}

/**
 * The same data with every text masked, and what is too long cut off. Shapes stay: only texts and lists are touched, names of
 * members too in what is not a model of ours (`foreign`).
 */
function masked<T>(redactor: Redactor, data: T, foreign?: boolean): T;
function masked(redactor: Redactor, data: unknown, foreign = false): unknown {
  if (typeof data === 'string') return cut(redactor, data);
  if (Array.isArray(data)) return data.slice(0, MAX_ENTRIES).map((one: unknown) => masked(redactor, one, foreign));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]: [string, unknown]) => {
      if (foreign) return [cut(redactor, name), masked(redactor, value, true)];
      return [name, isOwnWord(name, value) ? value : masked(redactor, value, name === 'header' || name === 'claims')];
    }),
  );
}

function maskedEvidence(redactor: Redactor, evidence: SignatureEvidence): SignatureEvidence {
  const expectedBaseString = cut(redactor, evidence.expectedBaseString);
  const reproducedBaseString = cut(redactor, evidence.reproducedBaseString);
  return {
    expectedBaseString,
    reproducedBaseString,
    // Where they differ beyond what is shown, the place is still told.
    firstDifference: firstDifference(expectedBaseString, reproducedBaseString) ?? evidence.firstDifference,
  };
}

function maskedFindings(redactor: Redactor, findings: readonly SignatureFinding[]): SignatureFinding[] {
  return findings.map(({ evidence, ...finding }) => ({
    ...masked(redactor, finding),
    ...(evidence === undefined ? {} : { evidence: maskedEvidence(redactor, evidence) }),
  }));
}

type SignatureFinding = NonNullable<Diagnosis['signature']>['findings'][number];

export type DiagnosisMasking = {
  pasted(pasted: Pasted): Pasted;
  checks(checks: readonly CheckFinding[]): CheckFinding[];
  signature(signature: SentSignature): SentSignature;
  diagnosis(diagnosis: Diagnosis): Diagnosis;
  probe(probe: Probe): Probe;
};

/**
 * Hides secrets in all that a diagnosis says: a launch may carry its own secret, as the consumer key for one. What is known
 * to all (`secret`, `test`) is no secret, and would take words out of every sentence.
 */
export function createDiagnosisMasking(secrets: readonly string[]): DiagnosisMasking {
  const redactor = createRedactor([...new Set(secrets)].filter((secret) => !isPlaceholder(secret)));
  return {
    pasted: (pasted) => masked(redactor, pasted),
    checks: (checks) => masked(redactor, [...checks]),
    signature: (signature) =>
      signature.state === 'not-checked'
        ? signature
        : { ...masked(redactor, signature), findings: maskedFindings(redactor, signature.findings) },
    probe: ({ finding, attempts, ...probe }) => ({
      ...masked(redactor, probe),
      attempts: attempts.map(({ result, ...attempt }) => ({ ...masked(redactor, attempt), result })),
      finding: finding === null ? null : (maskedFindings(redactor, [finding])[0] ?? null),
    }),
    diagnosis: ({ pasted, signature, checks }) => ({
      pasted: masked(redactor, pasted),
      signature:
        signature === null
          ? null
          : {
              ...masked(redactor, signature),
              findings: maskedFindings(redactor, signature.findings),
            },
      checks: masked(redactor, checks),
    }),
  };
}
