import type { Command } from 'commander';
import { httpStage } from '../../core/adapters/node/http-stage/http-stage.ts';
import { createTrust } from '../../core/authorities/trust.ts';
import { createTransport } from '../../core/http/index.ts';
import { type DynamicRegistration, dynamicRegistrationSchema } from '../../protocol/models/advantage/registration.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { environmentOf, printMade } from '../made-registration.ts';
import { printJson, printLines } from '../output.ts';
import { unlockVault } from '../passphrase.ts';

type DynamicOptions = {
  name?: string;
  environment: string;
  token: boolean;
  dryRun?: boolean;
  passphraseFile?: string;
  json?: boolean;
};

/** `registrations dynamic <url>`: lets a tool register itself, its page followed without scripts. */
export function addDynamicRegistration(
  withKeeping: (command: Command) => Command,
  registrations: Command,
  line: CommandLine,
): void {
  withKeeping(
    registrations
      .command('dynamic <url>')
      .description('Let a tool register itself at its registration URL; its page is followed without scripts')
      .option('--no-token', 'open it without a registration token')
      .option('--dry-run', 'show what the tool registers, and keep nothing'),
  ).action((url: string, options: DynamicOptions) =>
    line.run(
      options.json === true,
      async (core) => {
        const environment = environmentOf(options.environment);
        await unlockVault(core, options.passphraseFile);
        const seen = await registered(core, { url, withToken: options.token, mode: 'window' });
        const { result } = seen;
        const keeps = result !== null && options.dryRun !== true;
        if (options.json !== true) printLines(callLines(seen));
        else if (!keeps) printJson(seen, true);
        if (result === null) return exitCodes.checkFailed;
        if (!keeps) return exitCodes.fine;
        const name = options.name ?? result.reading.tool.name;
        return printMade(core, await core.call('registrations.confirm', { id: seen.id, name, environment }), options);
      },
      {
        stage: () =>
          httpStage({
            transport: (authorities) => createTransport({ trusted: createTrust(authorities).all }),
            userAgent: `Countersign/${line.appVersion}`,
            timeoutMs: 30_000,
          }),
      },
    ),
  );
}

/** Begins a registration; resolves when the tool's page was followed to its end. */
async function registered(core: CommandLineCore, how: unknown): Promise<DynamicRegistration> {
  let wake = (): void => {};
  const stop = core.events((event) => {
    if (event.type === 'registration.changed') wake();
  });
  try {
    const { id } = dynamicRegistrationSchema.parse(await core.call('registrations.begin', how));
    for (;;) {
      const changed = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const seen = dynamicRegistrationSchema.parse(await core.call('registrations.progress', { id }));
      if (seen.isClosed) return seen;
      await changed;
    }
  } finally {
    stop();
  }
}

const notRegistered =
  'The tool has not registered. Its page may run scripts, or wait for somebody to press a button: register it in the window then, or from its configuration with “registrations add”.';

function callLines({ calls, state }: DynamicRegistration): string[] {
  return [
    ...calls.flatMap(({ method, url, status, checks }) => [
      `${method} ${url} → ${status}`,
      ...checks
        .filter((check) => check.status !== 'passed')
        .map(
          (check) =>
            `  ${check.status}: ${check.title} Seen: ${check.seen} Expected: ${check.expected} (${check.source})`,
        ),
    ]),
    ...(state === 'registered' ? [] : [notRegistered]),
  ];
}
