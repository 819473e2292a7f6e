import { type ExchangeDiagnosis, exchangeDiagnosisSchema } from '../../protocol/models/exchanges/exchange-diagnosis.ts';
import type { CommandLineCore } from '../command-line.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { passphraseVariable, unlockVault } from '../passphrase.ts';

type ExchangeOptions = { framingOrigin?: string; passphraseFile?: string; json?: boolean };

/**
 * `diagnose --exchange ID`: the timeline of an exchange and all findings; exit code 1 when one of them is an error. The vault is
 * unlocked only when a passphrase is given: without it all but the signature is told.
 */
export async function diagnoseExchange(core: CommandLineCore, id: string, options: ExchangeOptions): Promise<ExitCode> {
  const { framingOrigin, passphraseFile, json } = options;
  if (passphraseFile !== undefined || (process.env[passphraseVariable] ?? '') !== '') {
    await unlockVault(core, passphraseFile);
  }
  const input = { id, ...(framingOrigin === undefined ? {} : { framingOrigin }) };
  const diagnosis = exchangeDiagnosisSchema.parse(await core.call('diagnosis.exchange', input));
  if (json === true) printJson(diagnosis, true);
  else printLines(reportLines(diagnosis));
  return fails(diagnosis) ? exitCodes.checkFailed : exitCodes.fine;
}

function fails({ timeline, message, signature }: ExchangeDiagnosis): boolean {
  if (signature.state === 'checked' && signature.verdict === 'invalid') return true;
  return [...timeline.findings, ...message].some(({ severity }) => severity === 'error');
}

function reportLines({ exchange, timeline, signature, message, response }: ExchangeDiagnosis): string[] {
  const { method, url, operationTitle } = exchange;
  const checked =
    signature.state === 'checked' ? `${signature.verdict}. ${signature.detail}` : `not checked. ${signature.detail}`;
  return [
    `${operationTitle}: ${method} ${url}`,
    `Answer: ${response.status ?? 'none'}${response.verdict === null ? '' : `, ${response.verdict.summary}`}`,
    `Signature: ${checked}`,
    ...(signature.state === 'checked' ? signature.findings.map(({ title, detail }) => `  ${title} ${detail}`) : []),
    '',
    ...timeline.text.split('\n'),
    ...(message.length === 0
      ? []
      : ['', 'Message', ...message.map(({ severity, ticket }) => `${severity}: ${ticket}`)]),
  ];
}
