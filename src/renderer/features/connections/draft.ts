import type { Connection, ConnectionDraft, Environment } from '../../../protocol/models/connection.ts';
import { connectionDraftSchema } from '../../../protocol/models/connection.ts';
import type { ContractSummary } from '../../../protocol/models/contract.ts';

/** The connection form while it is being filled in: everything is text, variables are rows. */
export type ConnectionFormState = {
  name: string;
  contractId: string | null;
  baseUrl: string;
  credentialId: string | null;
  environment: Environment;
  variables: readonly { key: number; name: string; value: string }[];
  notes: string;
};

export type ConnectionFormErrors = Partial<Record<'name' | 'contractId' | 'baseUrl', true>>;

/** The form of an existing connection, or an empty one. */
export function formOf(connection: Connection | null): ConnectionFormState {
  if (!connection)
    return {
      name: '',
      contractId: null,
      baseUrl: '',
      credentialId: null,
      environment: 'test',
      variables: [],
      notes: '',
    };
  const { name, contractId, baseUrl, credentialId, environment, notes } = connection;
  const variables = Object.entries(connection.variables).map(([key, value], index) => ({
    key: index,
    name: key,
    value,
  }));
  return { name, contractId, baseUrl, credentialId, environment, variables, notes };
}

/**
 * The form after its connection was saved, by itself or elsewhere: what was typed and is not saved stays, the rest is as the
 * connection is now.
 */
export function withSaved(form: ConnectionFormState, before: Connection, now: Connection): ConnectionFormState {
  const [was, is] = [formOf(before), formOf(now)];
  const read = readDraft(form);
  const saved = readDraft(is);
  if (read.ok && saved.ok && isSame(read.draft, saved.draft)) return is;
  const of = <K extends keyof ConnectionFormState>(field: K): ConnectionFormState[K] =>
    isSame(form[field], was[field]) ? is[field] : form[field];
  return {
    name: of('name'),
    contractId: of('contractId'),
    baseUrl: of('baseUrl'),
    credentialId: of('credentialId'),
    environment: of('environment'),
    variables: of('variables'),
    notes: of('notes'),
  };
}

/** Of values that came from JSON. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** After another contract is chosen: its address where none was typed, and no credential of another kind. */
export function withContract(
  form: ConnectionFormState,
  contract: ContractSummary,
  previous: ContractSummary | null,
): ConnectionFormState {
  const untouched = form.baseUrl === '' || (previous?.servers.includes(form.baseUrl) ?? false);
  return {
    ...form,
    contractId: contract.id,
    baseUrl: untouched ? (contract.servers[0] ?? '') : form.baseUrl,
    credentialId: previous && !sharesKind(previous, contract) ? null : form.credentialId,
  };
}

function sharesKind(previous: ContractSummary, next: ContractSummary): boolean {
  return next.credentialKinds.some((kind) => previous.credentialKinds.includes(kind));
}

/** The draft to save, or the fields that keep it from being one. */
export function readDraft(
  form: ConnectionFormState,
): { ok: true; draft: ConnectionDraft } | { ok: false; errors: ConnectionFormErrors } {
  const { variables, ...rest } = form;
  const named = variables.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]);
  const parsed = connectionDraftSchema.safeParse({
    ...rest,
    baseUrl: form.baseUrl.trim(),
    contractId: form.contractId ?? '',
    variables: Object.fromEntries(named),
  });
  if (parsed.success) return { ok: true, draft: parsed.data };
  const errors: ConnectionFormErrors = {};
  for (const { path } of parsed.error.issues) {
    const field = path[0];
    if (field === 'name' || field === 'contractId' || field === 'baseUrl') errors[field] = true;
  }
  return { ok: false, errors };
}
