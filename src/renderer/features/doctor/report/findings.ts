import type { CheckFinding, CheckSeverity, Diagnosis, Pasted } from '../../../../protocol/models/diagnosis.ts';
import type { VerifyOutput } from '../../../../protocol/models/signing.ts';

export type SignatureFinding = VerifyOutput['findings'][number];

/** What a card shows, whether a search or a check found it. */
export type Finding =
  | { from: 'signature'; severity: CheckSeverity; finding: SignatureFinding }
  | { from: 'check'; severity: CheckSeverity; finding: CheckFinding };

const order: readonly CheckSeverity[] = ['error', 'warning', 'info'];

/** All findings, worst first; among equals what explains the signature comes before the checks. A right signature's are warnings. */
export function findingsOf({ signature, checks }: Diagnosis): Finding[] {
  const severity = signature?.verdict === 'valid' ? 'warning' : 'error';
  const all: Finding[] = [
    ...(signature?.findings ?? []).map((finding): Finding => ({ from: 'signature', severity, finding })),
    ...checks.map((finding): Finding => ({ from: 'check', severity: finding.severity, finding })),
  ];
  return all.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

/** Whether the search explained nothing, which would have left its evidence: then other credentials are worth a try. */
export function isUnexplained({ signature }: Diagnosis): boolean {
  if (signature?.verdict !== 'invalid') return false;
  const { findings } = signature;
  return (
    findings.every(({ evidence }) => evidence === undefined) &&
    findings.some(({ cause }) => cause === 'unknown' || cause === 'other-credential')
  );
}

export type Unchecked = 'signature' | 'token' | 'time' | 'nonce' | 'network' | 'tool';

/** What a diagnosis of a paste cannot say anything about. */
export function uncheckedOf({ signature, pasted }: Diagnosis, judge: 'now' | 'made'): Unchecked[] {
  const isLaunch = pasted.scheme !== null;
  return [
    ...(signature === null && pasted.token === null ? (['signature'] as const) : []),
    ...(pasted.token === null ? [] : (['token'] as const)),
    ...(judge === 'made' ? (['time'] as const) : []),
    ...(isLaunch ? (['nonce'] as const) : []),
    'network',
    'tool',
  ];
}

/** The key of a parameter's meaning in the texts: its own name, or that of its family. */
export function meaningKey(name: string, known: Readonly<Record<string, string>>): string | null {
  if (Object.hasOwn(known, name)) return name;
  const family = /^(custom|ext)_/.exec(name)?.[1];
  return family ?? null;
}

/** What is shown beside the input: what was judged when it still stands there, else what stands there now. */
export function shownPasted(diagnosed: Pasted | null, recognised: Pasted | null, isStale: boolean): Pasted | null {
  return isStale ? recognised : (diagnosed ?? recognised);
}
