import { contractsCommands } from '../../protocol/commands/contracts.ts';
import type { ContractSummary } from '../../protocol/models/contract.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CoreContext } from '../context.ts';
import { checkContract } from '../contracts/library.ts';
import { contractProblem, parseContract } from '../contracts/load.ts';
import { judge } from '../contracts/verdict/judge.ts';
import { judgedRequest, judgedResponse } from '../contracts/verdict/response.ts';
import { flowsProblem, parseFlows } from '../flows/arazzo/load.ts';
import { bind } from './bind.ts';

export function contractsHandlers({ contracts, workspace, clock, emit }: CoreContext) {
  return {
    'contracts.list': bind(contractsCommands['contracts.list'], () => contracts.list()),
    'contracts.get': bind(contractsCommands['contracts.get'], async ({ id }) => (await contracts.get(id)).contract),
    'contracts.check': bind(contractsCommands['contracts.check'], ({ text }) => checkContract(text)),
    'contracts.import': bind(contractsCommands['contracts.import'], async ({ id, text }) => {
      const result = parseContract({ id, text, builtIn: false });
      if (!result.ok) {
        throw contractProblem(id, result);
      }
      const known = (await contracts.list()).find((summary) => summary.id === id);
      if (known !== undefined) refuseBuiltIn(known);
      (await workspace()).storage.userContracts.put(id, text, clock.now());
      emit({ type: 'contracts.changed' });
      return result.loaded.contract;
    }),
    'contracts.checkFlows': bind(contractsCommands['contracts.checkFlows'], async ({ id, text }) => {
      const parsed = parseFlows(text, (await contracts.get(id)).contract);
      return parsed.ok ? { ok: true as const, flows: parsed.flows.map(({ flow }) => flow) } : parsed;
    }),
    'contracts.importFlows': bind(contractsCommands['contracts.importFlows'], async ({ id, text }) => {
      const { contract } = await contracts.get(id);
      refuseBuiltIn(contract.summary);
      const parsed = parseFlows(text, contract);
      if (!parsed.ok) throw flowsProblem(id, parsed.errors);
      (await workspace()).storage.userContracts.putFlows(id, text, clock.now());
      emit({ type: 'contracts.changed' });
      return parsed.flows.map(({ flow }) => flow);
    }),
    'contracts.deleteFlows': bind(contractsCommands['contracts.deleteFlows'], async ({ id }) => {
      const known = (await contracts.list()).find((summary) => summary.id === id);
      if (known !== undefined) refuseBuiltIn(known);
      if (known === undefined || (await contracts.flowsText(id)) === undefined) {
        throw new ProblemError('not-found', { params: { what: 'flows of the contract', id } });
      }
      (await workspace()).storage.userContracts.putFlows(id, null, clock.now());
      emit({ type: 'contracts.changed' });
      return {};
    }),
    'contracts.delete': bind(contractsCommands['contracts.delete'], async ({ id }) => {
      const { storage, trash } = await workspace();
      const users = storage.connections.list().filter(({ contractId }) => contractId === id);
      if (users.length > 0) {
        const connections = users.map(({ name }) => name).join(', ');
        throw new ProblemError('conflict', { params: { what: 'contract', name: id, connections } });
      }
      trash.delete('contract', [id], () => {
        if (storage.userContracts.delete(id)) return;
        throw new ProblemError('not-found', { params: { what: 'contract', id } });
      });
      emit({ type: 'contracts.changed' });
      return {};
    }),
    'contracts.judge': bind(contractsCommands['contracts.judge'], async ({ contract, operation, response, request }) =>
      judge(await contracts.get(contract), operation, judgedResponse(response), judgedRequest(request)),
    ),
  };
}

function refuseBuiltIn({ id, builtIn }: ContractSummary): void {
  if (!builtIn) return;
  const params = { what: 'contract', name: id };
  throw new ProblemError('conflict', { params, detail: 'a built-in contract has this id' });
}
