import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { sandboxWorker } from '../../core/adapters/node/sandbox-worker.ts';
import { ProblemError } from '../../protocol/problem.ts';
import {
  examPageUrl,
  type SandboxOptions,
  type StoreAccess,
  sandboxOptionsSchema,
  storeAccessSchema,
} from '../../protocol/sandbox-control.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../output.ts';
import { readJsonInput } from '../read-input.ts';

type SandboxCommandOptions = { json?: boolean; credentials?: string; storePlan?: string; storeFullAccess?: boolean };

/** `sandbox`: the counterparties for as long as the command runs. */
export function addSandboxCommand(program: Command, line: CommandLine): void {
  program
    .command('sandbox')
    .description('Start the local counterparties and print their addresses; ends with Ctrl+C')
    .option('--credentials <file>', 'JSON file with the credentials they accept; made when it is missing')
    .option('--store-plan <name>', 'plan the library store assigns to users who come by LTI')
    .option('--store-full-access', 'let users who come by LTI read everything in the library store')
    .option('--json', 'one line of JSON')
    .action((options: SandboxCommandOptions) =>
      line.run(options.json === true, async () => {
        const file = options.credentials ?? join(mkdtempSync(join(tmpdir(), 'countersign-')), 'sandbox.json');
        const sandbox = sandboxWorker(fileURLToPath(new URL('../../sandbox/worker.ts', import.meta.url)));
        const access = storeAccessOf(options);
        const urls = await sandbox.start(readOrMakeCredentials(file));
        if (access !== null) await sandbox.setStoreAccess(access);
        if (options.json === true) {
          printJson({ urls, examPageUrl: examPageUrl(urls), credentials: file }, true);
        } else {
          process.stdout.write(
            `exam platform  ${urls.examPlatform}/api/v3\nexam page      ${examPageUrl(urls)}\nbookshelf      ${urls.bookshelf}\nlibrary store  ${urls.libraryStore}\nmisbehaving    ${urls.misbehavingTool}\ncredentials    ${file}\n`,
          );
        }
        await interrupted();
        await sandbox.stop();
        return exitCodes.fine;
      }),
    );
}

/** What the store is told to give; `null` leaves it to the file with the credentials. */
function storeAccessOf({ storePlan, storeFullAccess }: SandboxCommandOptions): StoreAccess | null {
  if (storePlan === undefined) return storeFullAccess === true ? { kind: 'full' } : null;
  const parsed = storeAccessSchema.safeParse({ kind: 'plan', plan: storePlan });
  if (parsed.success && storeFullAccess !== true) return parsed.data;
  throw new ProblemError('input.invalid', {
    field: '--store-plan',
    detail: storeFullAccess === true ? 'cannot be used with --store-full-access' : 'expected the name of a plan',
  });
}

function readOrMakeCredentials(file: string): SandboxOptions {
  const random = () => randomBytes(24).toString('base64url');
  const consumer = () => ({ consumerKey: `sandbox-${randomBytes(4).toString('hex')}`, secret: random() });
  const misbehaving = () => {
    const { consumerKey, secret } = consumer();
    return { consumerKey, secret: `${secret}%+=&` };
  };
  const made: SandboxOptions = {
    examPlatform: { apiToken: random(), secretKey: random() },
    bookshelf: consumer(),
    libraryStore: { ...consumer(), access: { kind: 'plan', plan: 'Campus' } },
    misbehavingTool: misbehaving(),
  };
  try {
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    return made;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
      throw new ProblemError('input.unreadable', { params: { name: file }, detail: 'cannot be written' });
    }
  }
  const parsed = sandboxOptionsSchema.safeParse(readJsonInput(file));
  if (!parsed.success) {
    throw new ProblemError('input.unreadable', {
      params: { name: file },
      detail: parsed.error.issues[0]?.message ?? 'not sandbox credentials',
    });
  }
  return parsed.data;
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
