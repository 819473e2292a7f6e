import type { SecretAccess } from '../../../protocol/models/vault/vault-protection.ts';
import type { Db } from '../db.ts';

/** The access log: who had which secret, how and when; never the value. */
export type SecretAccessRepository = {
  record(access: Omit<SecretAccess, 'seq'>): void;
  /** Newest first, of one credential or of all; `before`: only entries older than this one. */
  list(query: { credentialId?: string | undefined; before?: number | undefined; limit: number }): SecretAccess[];
};

export function createSecretAccessRepository({ build, all, run }: Db): SecretAccessRepository {
  return {
    record({ credentialId, credentialName, part, action, actor, user, at }) {
      run(
        build.insertInto('secret_access').values({
          credential_id: credentialId,
          credential_name: credentialName,
          part,
          action,
          actor,
          user_name: user,
          at,
        }),
      );
    },
    list({ credentialId, before, limit }) {
      const rows = build
        .selectFrom('secret_access')
        .select([
          'seq',
          'credential_id as credentialId',
          'credential_name as credentialName',
          'part',
          'action',
          'actor',
          'user_name as user',
          'at',
        ])
        .orderBy('seq', 'desc')
        .limit(limit);
      const ofOne = credentialId === undefined ? rows : rows.where('credential_id', '=', credentialId);
      return all(before === undefined ? ofOne : ofOne.where('seq', '<', before));
    },
  };
}
