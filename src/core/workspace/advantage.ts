import type { JWK } from 'jose';
import { z } from 'zod';
import { type AdvantageHost, createAdvantageHost } from '../lti/advantage/platform/host.ts';
import { keySetEndpoint } from '../lti/advantage/platform/key-set.ts';
import type { Log, Random } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';
import type { Credentials } from '../vault/credentials.ts';

export type AdvantageDependencies = {
  storage: Pick<Storage, 'credentials' | 'settings'>;
  vault: Pick<Credentials, 'registrationKeys'>;
  /** Public key of a registration that is under way and kept nowhere yet, as JSON. */
  pendingKey(registrationId: string): string | null;
  random: Random;
  log: Log;
};

const jwkSchema = z.looseObject({ kty: z.string() });

/** The platform of LTI 1.3 with all its endpoints; it listens when a tool is registered, so that the tool's calls are answered. */
export function openAdvantage({ storage, vault, pendingKey, random, log }: AdvantageDependencies): AdvantageHost {
  const { credentials, settings } = storage;
  const isKept = (id: string): boolean => credentials.get(id)?.kind === 'lti-registration';
  const keysOf = (id: string): readonly JWK[] => {
    if (isKept(id)) return vault.registrationKeys(id).map(({ publicJwk }) => publicJwk);
    const pending = pendingKey(id);
    return pending === null ? [] : [jwkSchema.parse(JSON.parse(pending))];
  };
  const isRegistration = (id: string): boolean => isKept(id) || pendingKey(id) !== null;
  const host = createAdvantageHost({ settings, random, log, isRegistration });
  host.mount('jwks', 'server', keySetEndpoint(keysOf));
  if (credentials.list().some(({ kind }) => kind === 'lti-registration')) {
    host.start().catch((error) => log.error('the platform of LTI 1.3 did not start', error));
  }
  return host;
}
