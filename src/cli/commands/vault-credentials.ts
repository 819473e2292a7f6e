import type { Command } from 'commander';
import { z } from 'zod';
import { draftOf } from '../../core/vault/credentials/credential-parts.ts';
import { credentialCareSchema, type Overlap } from '../../protocol/models/vault/credential-details.ts';
import {
  type Credential,
  type CredentialDraft,
  type CredentialKind,
  credentialDraftSchema,
  credentialSchema,
} from '../../protocol/models/vault/vault.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { findCredential } from '../find-credential.ts';
import { printJson, printLines } from '../output.ts';
import { unlockVault } from '../passphrase.ts';
import { readText } from '../read-input.ts';
import { careText } from './vault-care.ts';

type Options = { json?: boolean; passphraseFile?: string };
type RotateOptions = Options & {
  secretFile?: string;
  certificateFile?: string;
  part?: string;
  generateKey?: boolean;
  overlap: string;
};

/** `vault credentials list | rotate | revert | end-overlap`. */
export function addCredentialCommands(vault: Command, line: CommandLine): void {
  const credentials = vault.command('credentials').description('Look after the credentials of the vault');

  credentials
    .command('list')
    .description('List the credentials with their details, never their secrets')
    .option('--json', 'one line of JSON')
    .action((options: Options) =>
      line.run(options.json === true, async (core) => {
        const all = z.array(credentialSchema).parse(await core.call('credentials.list', {}));
        const care = z.array(credentialCareSchema).parse(await core.call('credentials.care', { secrets: false }));
        const words = new Map(care.map(({ id, items }) => [id, items.map(careText).join('; ')]));
        if (options.json === true) printJson(all, true);
        else printLines(all.map((one) => lineOf(one, words.get(one.id) ?? '')));
        return exitCodes.fine;
      }),
    );

  naming(credentials.command('rotate'))
    .description('Change a secret; the one before is kept for the overlap')
    .option('--secret-file <file>', 'file with the new secret, - for standard input')
    .option('--part <part>', 'which secret: apiToken or secretKey of a ProctorExam credential', '')
    .option('--certificate-file <file>', 'PEM of the new client certificate; its key in --secret-file')
    .option('--generate-key', 'a new RSA key for an LTI 1.3 registration')
    .option('--overlap <time>', 'keep the one before: 1h to 720h, 1d to 30d, until-ended, none', '7d')
    .action((name: string, options: RotateOptions) =>
      line.run(options.json === true, async (core) => {
        const overlap = overlapOf(options.overlap);
        const credential = await findCredential(core, name);
        const draft = draftWith(credential, options);
        await unlockVault(core, options.passphraseFile);
        return print(await core.call('credentials.update', { id: credential.id, draft, overlap }), options);
      }),
    );

  naming(credentials.command('revert'))
    .description('Take back the last change of a secret while its overlap lasts')
    .action((name: string, options: Options) =>
      line.run(options.json === true, async (core) => {
        const { id } = await findCredential(core, name);
        await unlockVault(core, options.passphraseFile);
        return print(await core.call('credentials.revert', { id }), options);
      }),
    );

  credentials
    .command('end-overlap')
    .argument('<credential>', 'id or name')
    .description('Remove the previous secrets of a credential for good')
    .option('--json', 'one line of JSON')
    .action((name: string, options: Options) =>
      line.run(options.json === true, async (core) => {
        const { id } = await findCredential(core, name);
        return print(await core.call('credentials.endOverlap', { id }), options);
      }),
    );
}

function naming(command: Command): Command {
  return command
    .argument('<credential>', 'id or name')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase that unlocks the vault')
    .option('--json', 'one line of JSON');
}

function print(answer: unknown, { json }: Options): typeof exitCodes.fine {
  const credential = credentialSchema.parse(answer);
  if (json === true) printJson(credential, true);
  else {
    const kept = credential.previous.map(({ until }) => (until === null ? 'until it is ended' : moment(until)));
    const previous = kept.length === 0 ? 'no previous secret is kept' : `previous secrets kept: ${kept.join(', ')}`;
    printLines([`${credential.name}\t${previous}`]);
  }
  return exitCodes.fine;
}

/** The secret a file of one line is for, where it is not said. */
const usualPart: Readonly<Record<CredentialKind, string>> = {
  'oauth-consumer': 'secret',
  proctorexam: 'secretKey',
  bearer: 'token',
  basic: 'password',
  'lti-registration': 'privateKey',
  'client-certificate': 'privateKey',
};

/** The draft that changes a secret and nothing else. Throws `input.invalid` for options that do not fit the kind. */
function draftWith(credential: Credential, options: RotateOptions): CredentialDraft {
  const { kind, secretParts } = credential;
  const { secretFile, certificateFile, generateKey } = options;
  if ((secretFile === undefined) === (generateKey !== true)) {
    throw wrongOption('--secret-file', 'expected either --secret-file or --generate-key');
  }
  if (generateKey === true && kind !== 'lti-registration') {
    throw wrongOption('--generate-key', 'only an LTI 1.3 registration has a key that is made here');
  }
  const part = options.part === '' || options.part === undefined ? usualPart[kind] : options.part;
  if (part !== usualPart[kind] && !secretParts.includes(part) && !(kind === 'proctorexam' && part === 'apiToken')) {
    throw wrongOption('--part', `expected one of ${[...new Set([usualPart[kind], ...secretParts])].join(', ')}`);
  }
  const secret = secretFile === undefined ? '' : withoutLineEnd(readText(secretFile));
  if (secretFile !== undefined && secret === '') throw wrongOption('--secret-file', 'the file holds no secret');
  return credentialDraftSchema.parse({
    ...draftOf(credential),
    ...(generateKey === true ? { generateKey } : { [part]: secret }),
    ...(certificateFile === undefined ? {} : { certificate: readText(certificateFile) }),
  });
}

/** Editors end a file with a line break; blanks may belong to the secret. */
function withoutLineEnd(text: string): string {
  return text.replace(/\r?\n$/, '');
}

function overlapOf(text: string): Overlap {
  if (text === 'none' || text === 'until-ended') return { kind: text };
  const [, count, unit] = /^(\d{1,3})([hd])$/.exec(text) ?? [];
  const hours = Number(count) * (unit === 'd' ? 24 : 1);
  if (hours >= 1 && hours <= 720) return { kind: 'for', hours };
  throw wrongOption('--overlap', 'expected 1h to 720h, 1d to 30d, until-ended or none');
}

function wrongOption(field: string, detail: string): ProblemError {
  return new ProblemError('input.invalid', { field, detail });
}

function lineOf({ id, name, kind, details, allowedHosts, lastUse }: Credential, care: string): string {
  const { environment, tags, expiresAt } = details;
  return [
    id,
    name,
    kind,
    environment ?? '',
    allowedHosts.join(', '),
    tags.join(', '),
    expiresAt === null ? 'no expiry' : `expires ${moment(expiresAt)}`,
    lastUse === null ? 'never used' : `used ${moment(lastUse.at)} for ${lastUse.connection || lastUse.operation}`,
    care,
  ].join('\t');
}

function moment(at: number): string {
  return new Date(at).toISOString();
}
