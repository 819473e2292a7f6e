import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import type { ExchangeDiagnosis } from '../../../protocol/models/exchanges/exchange-diagnosis.ts';

/** Whether a launch is one a tool can be asked about: signed right by OAuth 1.0, over, and refused as far as one can see. */
export function canAsk(exchange: Exchange, { signature, response, timeline }: ExchangeDiagnosis): boolean {
  if (exchange.kind !== 'launch' || exchange.state === 'running') return false;
  if (exchange.explanation?.scheme !== 'oauth1') return false;
  if (signature.state !== 'checked' || signature.verdict !== 'valid') return false;
  const saysSo = timeline.findings.some(({ id }) => id === 'NET-11');
  return saysSo || (response.status !== null && response.status >= 400);
}

/** Host names as a person writes them: separated by blanks, commas or lines. */
export function hostsIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((host) => host !== '');
}
