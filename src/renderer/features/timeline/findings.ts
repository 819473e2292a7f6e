import type { CheckSeverity } from '../../../protocol/models/diagnosis.ts';
import type { ExchangeDiagnosis } from '../../../protocol/models/exchanges/exchange-diagnosis.ts';
import type { Finding } from '../doctor/report/findings.ts';

/** A finding and the hop it is about; `null`: about the message or the exchange as a whole. */
export type PlacedFinding = { finding: Finding; hop: number | null };

const order: readonly CheckSeverity[] = ['error', 'warning', 'info'];

/** All findings of an exchange, worst first; among equals the network before the signature and the message. */
export function findingsOf({
  timeline,
  signature,
  message,
}: Pick<ExchangeDiagnosis, 'timeline' | 'signature' | 'message'>): PlacedFinding[] {
  const severity = signature.state === 'checked' && signature.verdict === 'valid' ? 'warning' : 'error';
  const all: PlacedFinding[] = [
    ...timeline.findings.map(
      ({ hop, ...finding }): PlacedFinding => ({
        hop,
        finding: { from: 'check', severity: finding.severity, finding },
      }),
    ),
    ...(signature.state === 'checked' ? signature.findings : []).map(
      (finding): PlacedFinding => ({
        hop: null,
        finding: { from: 'signature', severity, finding },
      }),
    ),
    ...message.map(
      (finding): PlacedFinding => ({
        hop: null,
        finding: { from: 'check', severity: finding.severity, finding },
      }),
    ),
  ];
  return all.toSorted((a, b) => order.indexOf(a.finding.severity) - order.indexOf(b.finding.severity));
}

/** What is worth showing at once: all that is wrong, at most this many; the rest is one click away. */
export function inBrief(findings: readonly PlacedFinding[], most = 3): PlacedFinding[] {
  return findings.filter(({ finding }) => finding.severity !== 'info').slice(0, most);
}
