import type { Db } from '../db.ts';

/** One showing of a secret: who saw which part of what, when; never the value. */
export type SecretAccess = {
  credentialId: string;
  /** The name at that time: the credential may be gone since. */
  credentialName: string;
  part: string;
  action: 'reveal';
  /** `window` or `cli`. */
  actor: string;
  /** Epoch milliseconds. */
  at: number;
};

export type SecretAccessRepository = {
  record(access: SecretAccess): void;
  /** Newest first. */
  list(limit: number): SecretAccess[];
};

export function createSecretAccessRepository({ build, all, run }: Db): SecretAccessRepository {
  return {
    record({ credentialId, credentialName, part, action, actor, at }) {
      run(
        build
          .insertInto('secret_access')
          .values({ credential_id: credentialId, credential_name: credentialName, part, action, actor, at }),
      );
    },
    list: (limit) =>
      all(
        build
          .selectFrom('secret_access')
          .select([
            'credential_id as credentialId',
            'credential_name as credentialName',
            'part',
            'action',
            'actor',
            'at',
          ])
          .orderBy('seq', 'desc')
          .limit(limit),
      ),
  };
}
