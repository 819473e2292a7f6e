import type { Command } from 'commander';
import type { AppEvent } from '../../protocol/events.ts';
import type { Rotation } from '../../protocol/models/vault/vault-protection.ts';
import { ReceivedProblem } from '../../protocol/problem.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../output.ts';
import { unlockVault } from '../passphrase.ts';

type Options = { json?: boolean; passphraseFile?: string };

/** `vault rotate`: a new data key, everything sealed anew. Ended by force it goes on with the next unlock. */
export function addRotation(vault: Command, line: CommandLine): void {
  vault
    .command('rotate')
    .description('Renew the data key and encrypt everything anew; goes on where an earlier one ended')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase')
    .option('--json', 'one line of JSON')
    .action((options: Options) =>
      line.run(options.json === true, async (core) => {
        await unlockVault(core, options.passphraseFile);
        const last = await rotate(core, options.json === true ? () => {} : showProgress);
        if (last.problem !== null) throw new ReceivedProblem(last.problem);
        printJson({ sealed: last.total, damaged: last.damaged }, options.json === true);
        return exitCodes.fine;
      }),
    );
}

/** Resolves with the last that was told of the rotation, when it is over or has stopped. */
async function rotate(core: CommandLineCore, show: (rotation: Rotation) => void): Promise<Rotation> {
  let last: Rotation = { state: 'running', done: 0, total: 0, damaged: 0, problem: null };
  let end = (): void => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  const stop = core.events((event: AppEvent) => {
    if (event.type !== 'vault.rotation') return;
    if (event.rotation === null) return end();
    last = event.rotation;
    show(last);
    if (last.state === 'paused') end();
  });
  try {
    await core.call('vault.rotate', {});
    await over;
    return last;
  } finally {
    stop();
  }
}

function showProgress({ done, total }: Rotation): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done}/${total}${done === total ? '\n' : ''}`);
}
