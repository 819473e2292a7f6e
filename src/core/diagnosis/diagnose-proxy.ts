import type { CheckFinding, ProxyDiagnosis } from '../../protocol/models/diagnosis.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Transport } from '../ports.ts';
import { findingsOf } from './checks/check.ts';
import { addressOf, readEcho } from './checks/proxy/echo.ts';
import { checkEcho } from './checks/proxy/index.ts';

const limits = { timeoutMs: 10_000, maxBodyBytes: 262_144, maxRedirects: 5 };
const of = findingsOf({ id: 'NET-10', owner: 'network', source: 'RFC 7239; failures A1 and A2' });

/**
 * NET-10: asks an echo of a tool at which address it sees itself asked, and compares. After redirects the last address counts.
 * Never rejects for the network.
 */
export async function diagnoseProxy(url: string, transport: Transport): Promise<ProxyDiagnosis> {
  const headers: [string, string][] = [['Accept', 'application/json']];
  try {
    const { hops, bodies } = await transport.exchange({ method: 'GET', url, headers, body: null }, limits);
    const last = hops.at(-1);
    const asked = addressOf(last?.url ?? url);
    const echo = readEcho(new TextDecoder().decode(bodies.get(hops.length - 1) ?? new Uint8Array(0)));
    const status = last?.status ?? null;
    if (echo === null || asked === null) {
      return { status, asked, seen: null, forwarded: [], checks: [noEcho(status)] };
    }
    return { status, asked, ...echo, checks: checkEcho(asked, echo) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { code, detail } = error.problem;
    const unreachable = of({
      severity: 'error',
      title: 'The echo cannot be reached.',
      seen: `${detail ?? code}.`,
      expected: 'An answer, with a certificate that is trusted.',
    });
    return { status: null, asked: addressOf(url), seen: null, forwarded: [], checks: [unreachable] };
  }
}

function noEcho(status: number | null): CheckFinding {
  return of({
    severity: 'error',
    title: 'There is no echo at this address.',
    seen: `Status ${status ?? 'none'}, and no JSON that names scheme and host.`,
    expected: 'JSON such as {"scheme": "https", "host": "tool.example", "headers": {…}}, as the tool sees the request.',
    owner: 'tool-vendor',
  });
}
