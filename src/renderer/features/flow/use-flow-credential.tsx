import { type ReactNode, useState } from 'react';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { Flow, FlowRun } from '../../../protocol/models/exchanges/flow.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { CredentialChoice } from './CredentialChoice.tsx';
import { credentialChoices } from './flow-state.ts';

export type FlowCredential = {
  /** `null`: the values are typed. */
  chosen: string | null;
  /** Inputs that come from it. */
  replaced: ReadonlySet<string>;
  /** `null` where no input takes a credential, or there is none. */
  picker: ReactNode;
};

/** The credential of the vault some inputs of a flow come from: what was chosen, else that of the last run. */
export function useFlowCredential(flow: Flow, connection: Connection, run: FlowRun | undefined): FlowCredential {
  const [picked, setPicked] = useState<string | null | undefined>(undefined);
  const credentials = useCommandQuery('credentials.list', {});
  const choices = credentialChoices(flow, credentials.data ?? [], connection.baseUrl);
  const wanted = picked === undefined ? (run?.credentialId ?? null) : picked;
  const chosen = choices.some(({ id, allowed }) => id === wanted && allowed) ? wanted : null;
  const names = flow.inputs.filter((input) => input.credential !== null).map(({ name }) => name);
  return {
    chosen,
    replaced: new Set(chosen === null ? [] : names),
    picker:
      choices.length === 0 ? null : (
        <CredentialChoice
          choices={choices}
          host={new URL(connection.baseUrl).host}
          chosen={chosen}
          onChoose={setPicked}
        />
      ),
  };
}
