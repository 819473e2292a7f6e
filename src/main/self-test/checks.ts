import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { type CommandInput, type CommandName, type CommandOutput, commands } from '../../protocol/commands/index.ts';
import type { Result } from '../../protocol/envelope.ts';
import type { Exchange } from '../../protocol/models/exchanges/exchange.ts';
import type { SelfTestCheck } from '../../protocol/models/self-test.ts';
import { ReceivedProblem } from '../../protocol/problem.ts';

/** What a check needs of the running app. */
export type CheckPorts = {
  request(command: string, input: unknown): Promise<Result>;
  /** Resolves when the exchange has ended. */
  ended(exchangeId: string): Promise<void>;
};

export type Check = { id: SelfTestCheck['id']; run(): Promise<string> };

const outputs: { [N in CommandName]: { output: z.ZodType<CommandOutput<N>> } } = commands;

/** The checks of core, its vault, its network and its launches, each building on those before. */
export function coreChecks({ request, ended }: CheckPorts): Check[] {
  const passphrase = randomBytes(24).toString('base64url');

  const ask = async <N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> => {
    const result = await request(name, input);
    if (!result.ok) throw new ReceivedProblem(result.problem);
    return outputs[name].output.parse(result.output);
  };

  const filled = async (connection: string, operationId: string) => {
    const found = (await ask('connections.list', {})).find(({ name }) => name === connection);
    if (found === undefined) throw new Error(`The sandbox has no connection "${connection}".`);
    const { values } = await ask('connections.loadForm', { id: found.id, operationId });
    return { connectionId: found.id, operationId, values };
  };

  const judged = async (id: string): Promise<string> => {
    await ended(id);
    const exchange = await ask('exchanges.get', { id });
    if (exchange.verdict !== 'conforms') throw new Error(describe(exchange));
    return describe(exchange);
  };

  return [
    {
      id: 'core',
      run: async () => {
        const { state } = await ask('vault.status', {});
        if (state !== 'absent') throw new Error(`The new data folder has a vault already: it is ${state}.`);
        return 'The core process runs on a new data folder.';
      },
    },
    {
      id: 'vault',
      run: async () => {
        await ask('vault.create', { method: { kind: 'passphrase', passphrase } });
        await ask('vault.lock', {});
        const { state } = await ask('vault.unlock', { method: { kind: 'passphrase', passphrase } });
        if (state !== 'unlocked') throw new Error(`The vault is ${state} after it was opened with its passphrase.`);
        return 'Created, locked and opened again.';
      },
    },
    {
      id: 'sandbox',
      run: async () => {
        const { connectionIds } = await ask('workspace.createSandbox', {});
        return `${connectionIds.length} connections to running counterparties.`;
      },
    },
    {
      id: 'request',
      run: async () => {
        const form = await filled('Exam platform', 'listToolProviders');
        return judged((await ask('exchanges.send', { form })).id);
      },
    },
    {
      id: 'launch',
      run: async () => {
        const form = await filled('Bookshelf', 'launchBookByVbid');
        return judged((await ask('exchanges.launch', { form, mode: 'window' })).id);
      },
    },
    {
      id: 'lock',
      run: async () => {
        const form = await filled('Exam platform', 'listToolProviders');
        await ask('vault.lock', {});
        const refused = await request('exchanges.send', { form });
        if (refused.ok || refused.problem.code !== 'vault.locked') {
          throw new Error('A request was signed although the vault is locked.');
        }
        return 'Nothing is signed once the vault is locked.';
      },
    },
  ];
}

function describe({ verdict, state, verdictDetail, hops }: Exchange): string {
  const failed = verdictDetail?.checks.filter(({ level }) => level === 'error').map(({ id }) => id) ?? [];
  const statuses = hops.map(({ status }) => status ?? 'no answer').join(', ');
  return `${verdict ?? state} (${statuses})${failed.length === 0 ? '' : `: ${failed.join(', ')}`}`;
}
