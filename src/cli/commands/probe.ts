import {
  defaultProbeAttempts,
  fewestProbeAttempts,
  mostProbeAttempts,
  type Probe,
  probeSchema,
} from '../../protocol/models/exchanges/probe.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLineCore } from '../command-line.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { unlockVault } from '../passphrase.ts';

export type ProbeOptions = {
  yes?: boolean;
  attempts?: string;
  internalHost?: string[];
  passphraseFile?: string;
  json?: boolean;
};

/**
 * `diagnose --exchange ID --probe --yes`: asks the tool which signature it accepts. Ends with 0 when the right one is accepted now, with 5
 * when an answer stayed away, else with 1. Control-C ends it after the launch under way; what was found until then is told.
 */
export async function probeExchange(
  core: CommandLineCore,
  exchangeId: string,
  options: ProbeOptions,
): Promise<ExitCode> {
  if (options.yes !== true) {
    throw new ProblemError('input.invalid', {
      field: '--yes',
      detail: `up to ${attemptsOf(options)} launches reach the tool, as the user of this exchange: they may create users or records there, or lock them out. Repeat with --yes if the tool's owner agrees`,
    });
  }
  await unlockVault(core, options.passphraseFile);
  const id = 'cli';
  const cancel = () => void core.call('diagnosis.probeCancel', { id });
  const unsubscribe = core.events((event) => {
    if (event.type !== 'diagnosis.progress' || options.json === true || !process.stderr.isTTY) return;
    process.stderr.write(`\rlaunch ${event.tried} of at most ${event.of}`);
  });
  process.once('SIGINT', cancel);
  try {
    const input = {
      exchangeId,
      id,
      consent: true,
      maxAttempts: attemptsOf(options),
      internalHosts: options.internalHost ?? [],
    };
    const probe = probeSchema.parse(await core.call('diagnosis.probe', input));
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    if (options.json === true) printJson(probe, true);
    else printLines(probeLines(probe));
    return exitCodeOf(probe);
  } finally {
    process.off('SIGINT', cancel);
    unsubscribe();
  }
}

function attemptsOf({ attempts }: ProbeOptions): number {
  if (attempts === undefined) return defaultProbeAttempts;
  const number = /^\d{1,3}$/.test(attempts) ? Number(attempts) : 0;
  if (number < fewestProbeAttempts || number > mostProbeAttempts) {
    throw new ProblemError('input.invalid', {
      field: '--attempts',
      detail: `"${attempts}" is no number of launches from ${fewestProbeAttempts} to ${mostProbeAttempts}`,
    });
  }
  return number;
}

function exitCodeOf({ outcome }: Probe): ExitCode {
  if (outcome === 'accepted-now') return exitCodes.fine;
  return outcome === 'failed' || outcome === 'busy' ? exitCodes.network : exitCodes.checkFailed;
}

function probeLines({ conclusion, finding, attempts }: Probe): string[] {
  return [
    ...attempts.map(
      ({ role, signed, result, status }, index) =>
        `${index + 1}. ${role}, signed ${signed}: ${result} (${status ?? 'no answer'})`,
    ),
    '',
    ...(finding === null
      ? [conclusion]
      : [`${finding.title} [${finding.cause}]`, `  ${finding.detail}`, `  what to do: ${finding.fix}`]),
  ];
}
