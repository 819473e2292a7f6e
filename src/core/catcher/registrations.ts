import type { CatcherRegistration, CatcherRegistrationDraft } from '../../protocol/models/lti/catcher.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { readKeySet } from '../lti/advantage/keys/key-set.ts';
import type { Random } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';
import { newId } from '../vault/new-id.ts';

/** The platforms the catcher is registered at. With an unknown id, `update` and `delete` throw `not-found`. */
export type Registrations = {
  list(): CatcherRegistration[];
  /** Throws `input.invalid` for a pasted key set that is none. */
  create(draft: CatcherRegistrationDraft): CatcherRegistration;
  update(id: string, draft: CatcherRegistrationDraft): CatcherRegistration;
  delete(id: string): void;
  /**
   * The one a message is from: with this issuer and client; else with this issuer; else with this client, so that a wrong
   * issuer is told from an unknown platform.
   */
  find(issuer: string | null, clientIds: readonly string[]): CatcherRegistration | null;
};

export function createRegistrations(
  { catcherRegistrations: stored }: Pick<Storage, 'catcherRegistrations'>,
  random: Random,
): Registrations {
  const missing = (id: string): ProblemError => new ProblemError('not-found', { params: { what: 'registration', id } });
  const put = (id: string, draft: CatcherRegistrationDraft): CatcherRegistration => {
    assertKeys(draft);
    const registration = { id, ...draft };
    stored.put(registration);
    return registration;
  };
  return {
    list: () => stored.list(),
    create: (draft) => put(newId(random), draft),
    update(id, draft) {
      if (stored.get(id) === undefined) throw missing(id);
      return put(id, draft);
    },
    delete(id) {
      if (!stored.delete(id)) throw missing(id);
    },
    find(issuer, clientIds) {
      const all = stored.list();
      const ofIssuer = all.filter((one) => one.issuer === issuer);
      const hasClient = (one: CatcherRegistration): boolean => clientIds.includes(one.clientId);
      return ofIssuer.find(hasClient) ?? ofIssuer[0] ?? all.find(hasClient) ?? null;
    },
  };
}

function assertKeys({ keys }: CatcherRegistrationDraft): void {
  if (keys.kind !== 'pasted') return;
  const set = readKeySet(keys.text);
  const detail = 'problem' in set ? set.problem : set.keys.length === 0 ? 'It holds no public key.' : null;
  if (detail !== null) throw new ProblemError('input.invalid', { field: 'draft.keys.text', detail });
}
