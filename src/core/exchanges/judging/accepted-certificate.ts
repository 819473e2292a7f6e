import type { AcceptedCertificate } from '../../../protocol/models/certificate.ts';
import type { Hop } from '../../../protocol/models/exchanges/exchange.ts';
import type { Verdict } from '../../../protocol/models/exchanges/verdict.ts';

/** A launch that showed only because a person took a refused certificate says so: nobody else's browser would have shown it. */
export function withAcceptedCertificate(
  verdict: Verdict,
  accepted: AcceptedCertificate | undefined,
  hops: readonly Hop[],
): Verdict {
  if (accepted === undefined || !hops.some((hop) => answeredBy(accepted.host, hop))) return verdict;
  const { host, reasons, fingerprint } = accepted;
  const check = {
    id: 'launch.certificate',
    level: 'warning' as const,
    expected: `${host} shows a certificate browsers accept`,
    actual: `refused (${reasons.join(', ')}) and taken for this launch alone; SHA-256 ${fingerprint}`,
    source: 'what a person accepted',
  };
  const summary = `${verdict.summary} The certificate of ${host} was accepted for this launch; browsers refuse it.`;
  return { ...verdict, summary, checks: [...verdict.checks, check] };
}

function answeredBy(host: string, { url, status }: Hop): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return status !== null && parsed?.protocol === 'https:' && parsed.hostname === host;
}
