import type { Command } from 'commander';
import {
  type Diagnosis,
  type DiagnosisCredential,
  diagnosisCredentialSchema,
  diagnosisSchema,
} from '../../protocol/models/diagnosis.ts';
import type { SignatureEvidence } from '../../protocol/models/signing.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { findCredential } from '../find-credential.ts';
import { printJson, printLines } from '../output.ts';
import { unlockVault } from '../passphrase.ts';
import { readJsonInput, readText } from '../read-input.ts';
import { diagnoseExchange } from './diagnose-exchange.ts';
import { type ProbeOptions, probeExchange } from './probe.ts';

export const credentialVariable = 'COUNTERSIGN_CREDENTIAL';

type DiagnoseOptions = ProbeOptions & {
  in?: string;
  exchange?: string;
  framingOrigin?: string;
  request?: string;
  url?: string;
  method?: string;
  pathParam?: string[];
  now?: string;
  jwks?: string;
  credentialFile?: string;
  credential?: string;
  others?: boolean;
  probe?: boolean;
};

/** `diagnose`: a pasted launch in, findings out; exit code 1 when the signature is wrong or a check found an error. */
export function addDiagnoseCommand(program: Command, line: CommandLine): void {
  program
    .command('diagnose')
    .description('Recognise a pasted launch (form body, cURL, HAR, id_token …) and say what is wrong with it')
    .option('--in <file>', 'text to read, - for standard input')
    .option('--exchange <id>', 'an exchange of the history instead of a text')
    .option('--framing-origin <origin>', 'with --exchange: origin of the LMS the launch will be framed by')
    .option('--probe', 'with --exchange: launch again, signed in other ways, until the tool accepts one')
    .option('--yes', 'with --probe: agree that these launches reach the tool')
    .option('--attempts <number>', 'with --probe: launches at most (default 24)')
    .option('--internal-host <host...>', 'with --probe: names the tool may have inside its network')
    .option('--request <number>', 'which request of a HAR, counted from 1; without it the most telling one')
    .option('--url <url>', 'URL the message was received at, when the text does not say')
    .option('--method <method>', 'method it was received with')
    .option('--path-param <name=value...>', 'id in the path, for ProctorExam')
    .option('--now <seconds>', 'time to judge it at, in seconds since 1970')
    .option('--jwks <file>', 'key set of the platform, to check the signature of an id_token with')
    .option(
      '--credential-file <file>',
      `JSON: {"scheme": "oauth1", "key", "secret"} or {"scheme": "proctorexam", "secretKey"}; or set ${credentialVariable}`,
    )
    .option('--credential <name>', 'credential of the vault, by name')
    .option('--others', 'try the other credentials of the vault too')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase of the vault')
    .option('--json', 'one line of JSON')
    .action((options: DiagnoseOptions) =>
      line.run(options.json === true, async (core) => {
        if (options.probe === true) return probeExchange(core, requiredExchange(options.exchange), options);
        if (options.exchange !== undefined) return diagnoseExchange(core, options.exchange, options);
        const input = await diagnosisInput(options, core);
        const diagnosis = diagnosisSchema.parse(await core.call('diagnosis.paste', input));
        if (options.json === true) printJson(withFindings(diagnosis), true);
        else printLines(reportLines(diagnosis));
        if (diagnosis.pasted.kind === 'unknown' && diagnosis.checks.length === 0) return exitCodes.unreadableInput;
        return fails(diagnosis) ? exitCodes.checkFailed : exitCodes.fine;
      }),
    );
}

async function diagnosisInput(options: DiagnoseOptions, core: CommandLineCore): Promise<unknown> {
  const { url, method } = options;
  const needsVault = options.credential !== undefined || options.others === true;
  if (needsVault) await unlockVault(core, options.passphraseFile);
  const credential = givenCredential(options);
  return {
    text: readText(requiredFile(options.in)),
    ...(options.request === undefined ? {} : { requestIndex: requestNumber(options.request) - 1 }),
    ...(url === undefined ? {} : { url }),
    ...(method === undefined ? {} : { method }),
    ...(options.pathParam === undefined ? {} : { pathParams: options.pathParam.map(pathParam) }),
    ...(options.now === undefined ? {} : { now: seconds(options.now) }),
    ...(options.jwks === undefined ? {} : { keySet: readText(options.jwks) }),
    ...(credential === null ? {} : { credential }),
    ...(options.credential === undefined ? {} : { credentialId: (await findCredential(core, options.credential)).id }),
    ...(options.others === true ? { tryOtherCredentials: true } : {}),
  };
}

function requiredFile(file: string | undefined): string {
  if (file === undefined) throw wrongOption('--in', 'give a text to read, or an exchange with --exchange');
  return file;
}

function requiredExchange(id: string | undefined): string {
  if (id === undefined) throw wrongOption('--exchange', 'give the id of the refused launch that --probe is about');
  return id;
}

function wrongOption(field: string, detail: string): ProblemError {
  return new ProblemError('input.invalid', { field, detail });
}

function pathParam(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw wrongOption('--path-param', `"${text}" is not name=value`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

function seconds(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw wrongOption('--now', 'give whole seconds since 1970');
  return Number(text);
}

function requestNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw wrongOption('--request', 'give the number of a request, from 1');
  return Number(text);
}

function givenCredential({ credentialFile, credential }: DiagnoseOptions): DiagnosisCredential | null {
  if (credentialFile !== undefined && credential !== undefined) {
    throw wrongOption('--credential', 'give either --credential or --credential-file');
  }
  const fromEnvironment = process.env[credentialVariable];
  if (credentialFile !== undefined) return parseCredential(readJsonInput(credentialFile));
  if (credential !== undefined || fromEnvironment === undefined || fromEnvironment === '') return null;
  try {
    return parseCredential(JSON.parse(fromEnvironment));
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw wrongOption('credential', `${credentialVariable} is not JSON`);
  }
}

function parseCredential(value: unknown): DiagnosisCredential {
  const guessed =
    typeof value === 'object' && value !== null && !('scheme' in value)
      ? { scheme: 'secretKey' in value ? 'proctorexam' : 'oauth1', ...value }
      : value;
  const parsed = diagnosisCredentialSchema.safeParse(guessed);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw wrongOption('credential', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a credential'}`);
}

function fails({ signature, checks }: Diagnosis): boolean {
  return signature?.verdict === 'invalid' || checks.some(({ severity }) => severity === 'error');
}

/** The diagnosis with all findings in one list as well, each with id, title, detail and fix. */
function withFindings(diagnosis: Diagnosis) {
  const fromChecks = diagnosis.checks.map(({ id, severity, title, seen, expected, owner, source, ticket }) => ({
    id,
    severity,
    title,
    detail: `${seen} ${source}.`,
    fix: expected,
    owner,
    ticket,
  }));
  return { ...diagnosis, findings: [...(diagnosis.signature?.findings ?? []), ...fromChecks] };
}

const EXCERPT = 60;

/** Both base strings around the first character that differs, with a mark beneath it. */
function differenceLines({ expectedBaseString, reproducedBaseString, firstDifference }: SignatureEvidence): string[] {
  if (firstDifference === null) return [];
  const start = Math.max(0, firstDifference - EXCERPT / 2);
  const excerpt = (text: string) => text.slice(start, start + EXCERPT).replace(/[\r\n]/g, ' ');
  return [
    `  received: ${excerpt(expectedBaseString)}`,
    `  signed:   ${excerpt(reproducedBaseString)}`,
    `            ${' '.repeat(firstDifference - start)}^`,
  ];
}

function reportLines({ pasted, signature, checks }: Diagnosis): string[] {
  const lines = [`Recognised: ${pasted.kind}`];
  if (pasted.requestIndex !== null) lines.push(`Request ${pasted.requestIndex + 1} of the file was looked at.`);
  if (pasted.skippedRequests > 0) lines.push(`Other requests that were not looked at: ${pasted.skippedRequests}`);
  lines.push(...pasted.notes.map((note) => `Note: ${note}`));
  lines.push(signature === null ? 'Signature: not checked' : `Signature: ${signature.verdict}`);
  for (const { cause, title, detail, fix, evidence } of signature?.findings ?? []) {
    lines.push('', `${title} [${cause}]`, `  ${detail}`, ...(evidence === undefined ? [] : differenceLines(evidence)));
    lines.push(`  what to do: ${fix}`);
  }
  for (const { id, severity, title, seen, expected } of checks) {
    lines.push('', `${severity} ${id}: ${title}`, `  seen: ${seen}`, `  expected: ${expected}`);
  }
  return lines;
}
