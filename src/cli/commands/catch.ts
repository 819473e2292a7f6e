import type { Command } from 'commander';
import {
  type Capture,
  type CatcherAnswer,
  type CatcherOverrides,
  captureSchema,
  catcherOverridesSchema,
  catcherStateSchema,
} from '../../protocol/models/lti/catcher.ts';
import {
  type CatcherService,
  type CatcherServiceOutcome,
  catcherServiceOutcomeSchema,
  catcherServiceSchema,
} from '../../protocol/models/lti/catcher-services.ts';
import { vaultStatusSchema } from '../../protocol/models/vault/vault-protection.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { passphraseVariable, unlockVault } from '../passphrase.ts';

type CatchOptions = {
  port?: string;
  status?: string;
  forward?: string;
  publicUrl?: string;
  network?: boolean;
  once?: boolean;
  call?: string;
  passphraseFile?: string;
  json?: boolean;
};

/** `catch`: receives launches of a real LMS for as long as the command runs. */
export function addCatchCommand(program: Command, line: CommandLine): void {
  program
    .command('catch')
    .description('Receive launches of an LMS on this machine and take them apart; ends with Ctrl+C')
    .option('--port <port>', 'port to listen on, instead of the one that is set')
    .option('--public-url <url>', 'address the LMS is given, when a tunnel leads here')
    .option('--network', 'let other machines of the network reach it')
    .option('--status <code>', 'answer every launch with this status')
    .option('--forward <url>', 'pass every launch on to the tool at this address, unchanged')
    .option('--once', 'end after the first launch; exit code 1 when something is wrong with it')
    .option(
      '--call <services>',
      'services to call, as a tool, for each right launch of LTI 1.3: roster, line-items, score, results; separated by commas',
    )
    .option('--passphrase-file <file>', 'file whose first line is the passphrase of the vault')
    .option('--json', 'one line of JSON for the addresses and for each launch')
    .action((options: CatchOptions) =>
      line.run(options.json === true, async (core) => {
        const overrides = overridesOf(options);
        const services = servicesOf(options);
        await openVault(core, options);
        const next = watch(core, options, services);
        const input = { confirmNetwork: options.network === true, overrides };
        const { urls } = catcherStateSchema.parse(await core.call('catcher.start', input));
        if (options.json === true) printJson({ urls }, true);
        else printLines([`launch      ${urls.launch}`, `login       ${urls.login}`, `key set     ${urls.jwks}`]);
        return next;
      }),
    );
}

function overridesOf({ port, status, forward, publicUrl, network }: CatchOptions): CatcherOverrides {
  if (status !== undefined && forward !== undefined) throw wrongOption('status', 'give either --status or --forward');
  const answer: CatcherAnswer | null =
    status !== undefined
      ? { kind: 'status', status: Number(status) }
      : forward !== undefined
        ? { kind: 'forward', url: forward, resignWith: null }
        : null;
  const parsed = catcherOverridesSchema.safeParse({
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(network === true ? { reach: 'network' } : {}),
    ...(answer === null ? {} : { answer }),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const names: Readonly<Record<string, string>> = { port: 'port', publicUrl: 'public-url' };
  const given = status === undefined ? 'forward' : 'status';
  throw wrongOption(names[String(issue?.path[0])] ?? given, issue?.message ?? 'not usable');
}

function servicesOf({ call }: CatchOptions): CatcherService[] {
  return (call ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => {
      const { data } = catcherServiceSchema.safeParse(name);
      if (data !== undefined) return data;
      throw wrongOption('call', `there is no service "${name}"; there are ${catcherServiceSchema.options.join(', ')}`);
    });
}

function wrongOption(name: string, detail: string): ProblemError {
  return new ProblemError('input.invalid', { field: `--${name}`, detail });
}

/** Signatures are checked with the vault where it can be opened without being asked for; without it the rest still works. */
async function openVault(core: CommandLineCore, { passphraseFile, json }: CatchOptions): Promise<void> {
  const { state } = vaultStatusSchema.parse(await core.call('vault.status', {}));
  const given = passphraseFile !== undefined || (process.env[passphraseVariable] ?? '') !== '';
  if (given || (state === 'locked' && process.stdin.isTTY)) await unlockVault(core, passphraseFile);
  else if (json !== true) {
    process.stderr.write('The vault is not open: signatures are not checked, and nothing is kept.\n');
  }
}

/** Prints what is caught. Ends with the first launch when that is asked for, otherwise when it is interrupted. */
function watch(
  core: CommandLineCore,
  { once, json }: CatchOptions,
  services: readonly CatcherService[],
): Promise<ExitCode> {
  return new Promise((resolve, reject) => {
    let work = Promise.resolve();
    const show = async (id: string): Promise<void> => {
      const capture = captureSchema.parse(await core.call('catcher.capture', { id }));
      if (json === true) printJson({ capture }, true);
      else printLines(reportLines(capture));
      const served = await callServices(core, capture, services);
      for (const outcome of served) {
        if (json === true) printJson({ service: outcome }, true);
        else printLines(serviceLines(outcome));
      }
      const { kind, verdict, errors } = capture.summary;
      const goesOn = kind === 'login' && capture.login?.authentication !== null;
      if (once === true && !goesOn) {
        const refused = served.some(({ ok }) => !ok);
        resolve(verdict === 'invalid' || errors > 0 || refused ? exitCodes.checkFailed : exitCodes.fine);
      }
    };
    core.events((event) => {
      if (event.type === 'catcher.caught') work = work.then(() => show(event.capture.id)).catch(reject);
    });
    process.once('SIGINT', () => resolve(exitCodes.fine));
    process.once('SIGTERM', () => resolve(exitCodes.fine));
  });
}

/** As a tool, for a launch that is right; nothing for any other. */
async function callServices(
  core: CommandLineCore,
  { summary, checklist }: Capture,
  services: readonly CatcherService[],
): Promise<CatcherServiceOutcome[]> {
  if (checklist?.verdict !== 'valid') return [];
  const outcomes: CatcherServiceOutcome[] = [];
  for (const service of services) {
    const input = { captureId: summary.id, service };
    outcomes.push(catcherServiceOutcomeSchema.parse(await core.call('catcher.callService', input)));
  }
  return outcomes;
}

function serviceLines({ ok, headline, calls }: CatcherServiceOutcome): string[] {
  return [
    `  ${ok ? 'done' : 'refused'}: ${headline}`,
    ...calls.map(
      ({ request, response, detail }) =>
        `    ${request.method} ${request.url} → ${response?.status ?? 'no answer'}: ${detail}`,
    ),
  ];
}

function reportLines({ summary, signature, checklist, checks, roles, personal, answer }: Capture): string[] {
  const lines = [
    '',
    `${summary.kind} ${summary.label} from ${summary.sender || 'an unknown sender'}: ${summary.verdict}`,
  ];
  if (signature?.reason) lines.push(`  ${signature.reason}`);
  for (const { cause, title, fix } of signature?.findings ?? []) {
    lines.push(`  ${title} [${cause}]`, `    what to do: ${fix}`);
  }
  if (checklist !== null) {
    lines.push(...checklist.steps.map(({ id, status, seen }) => `  ${status.padEnd(8)} ${id}: ${seen}`));
  }
  for (const { id, severity, title, seen, expected } of checks) {
    lines.push(`  ${severity} ${id}: ${title}`, `    seen: ${seen}`, `    expected: ${expected}`);
  }
  lines.push(`  roles: ${roles.map(({ text, kind }) => `${text} (${kind})`).join(', ') || 'none'}`);
  lines.push(`  personal data: ${personal.data.map(({ field }) => field).join(', ') || 'none'} (${personal.level})`);
  if (answer.target !== null) lines.push(`  answered with ${answer.kind} to ${answer.target.split('?')[0]}`);
  if (answer.note !== null) lines.push(`  ${answer.note}`);
  return lines;
}
