import type { Credential, CredentialDraft } from '../../../protocol/models/vault/vault.ts';
import { wholeDraft } from './draft.ts';
import { freeName } from './free-name.ts';
import { type ApplyPorts, type Decided, type Ledger, replacedId } from './ledger.ts';

/** Makes and replaces credentials, each with an entry in the access log. Answers what a reference of the file means here. */
export function applyCredentials(
  decided: readonly Decided[],
  drafts: ReadonlyMap<string, CredentialDraft>,
  ledger: Ledger,
  ports: ApplyPorts,
): ReadonlyMap<string, string> {
  const { credentials, storage } = ports;
  const ids = new Map<string, string>();
  const taken = new Set(credentials.list().map(({ name }) => name));
  for (const { entry, choice } of decided) {
    const draft = drafts.get(entry.ref);
    if (choice.action === 'skip' || draft === undefined) {
      const used = entry.matches.find(({ id }) => choice.targetId === undefined || id === choice.targetId);
      if (used !== undefined) ids.set(entry.ref, used.id);
      continue;
    }
    if (choice.action === 'replace') {
      const id = replacedId(entry, choice);
      const before = wholeDraftOf(id, ports);
      const made = credentials.update(id, draft, { actor: ports.actor });
      const version = storage.credentials.get(id)?.version ?? 0;
      ledger.replaced.push({ what: 'credential', id, name: made.name });
      if (before !== null) ledger.before.credentials.push({ id, version, draft: before });
      ids.set(entry.ref, id);
      logImport(made, ports);
    } else {
      const name = choice.action === 'keep-both' ? freeName(draft.name, taken) : draft.name;
      taken.add(name);
      const made = credentials.create({ ...draft, name });
      ledger.added.push({ what: 'credential', id: made.id, name });
      ids.set(entry.ref, made.id);
      logImport(made, ports);
    }
  }
  return ids;
}

function wholeDraftOf(id: string, { credentials }: ApplyPorts): CredentialDraft | null {
  const stored = credentials.list().find((one) => one.id === id);
  return stored === undefined ? null : wholeDraft(stored, credentials.open(id));
}

function logImport({ id, name, secretParts }: Credential, { storage, clock, actor, user }: ApplyPorts): void {
  for (const part of secretParts) {
    const what = { credentialId: id, credentialName: name, part, action: 'import' };
    storage.secretAccess.record({ ...what, actor, user, at: clock.now() });
  }
}
