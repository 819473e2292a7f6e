import type { FilledForm } from '../../../protocol/commands/exchanges.ts';
import type { AppEvent } from '../../../protocol/events.ts';
import type { AdvantageLaunch } from '../../../protocol/models/advantage/launch.ts';
import type { FormFiles } from '../../files/form-files.ts';
import type { Clock } from '../../ports.ts';
import type { ExchangesRepository } from '../../storage/repositories/exchanges.ts';
import type { OpenCredential } from '../../vault/credentials/credential-parts.ts';
import type { Credentials } from '../../vault/credentials/credentials.ts';
import type { BodyStore } from '../../vault/sealing/body-store.ts';
import type { LaunchHow } from '../launch.ts';
import { createMasking } from '../masking/exchange.ts';
import type { CheckedForm, PreparedRequest } from '../preparing/prepare.ts';
import { requestBytes } from '../preparing/request-bytes.ts';
import { initialExchange } from './initial-exchange.ts';
import { type ExchangeRecord, openRecord, type RecordDependencies } from './record.ts';

export type BeginningPorts = {
  exchanges: ExchangesRepository;
  bodies: Pick<BodyStore, 'put'>;
  files: FormFiles;
  credentials: Pick<Credentials, 'used'>;
  clock: Clock;
  emit(event: AppEvent): void;
};

/** An exchange that is about to begin. */
export type Beginning = {
  id: string;
  checked: CheckedForm;
  credential: OpenCredential | null;
  form: FilledForm;
  /** `null`: a request, no launch. */
  how: LaunchHow | null;
  prepared: PreparedRequest;
  advantageLaunch?: AdvantageLaunch;
};

/** Where records are kept, and how a change of one is told. */
export function recordingOf({ exchanges, bodies, clock, emit }: BeginningPorts): RecordDependencies {
  return {
    exchanges,
    keepBytes: async (exchangeId, part, bytes) => {
      await bodies.put(exchangeId, part, bytes);
    },
    clock,
    emit,
  };
}

/** Puts an exchange on record, and the use of its credential. Answers with the bytes to send. */
export async function beginExchange(
  { id, checked, credential, form, how, prepared, advantageLaunch }: Beginning,
  ports: BeginningPorts,
): Promise<{ body: Uint8Array | null; record: ExchangeRecord }> {
  const secrets = { values: prepared.secrets, names: prepared.secretNames };
  const { body, untouched } = await requestBytes(prepared.request, ports.files);
  const startedAt = ports.clock.now();
  const initial = initialExchange(
    { id, checked, prepared, form, how, startedAt, advantageLaunch },
    createMasking(secrets),
  );
  const record = await openRecord(initial, secrets, untouched, recordingOf(ports));
  if (credential !== null) {
    const { connection, operation } = checked;
    ports.credentials.used(credential.id, {
      purpose: how === null ? 'request' : 'launch',
      connectionId: connection.id,
      connection: connection.name,
      operation: operation.title,
    });
  }
  return { body, record };
}
