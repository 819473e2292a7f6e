import type { JWK } from 'jose';
import { z } from 'zod';
import type { AdvantageLaunchPorts } from '../exchanges/advantage/launches.ts';
import { createAdvantageHost } from '../lti/advantage/platform/host.ts';
import { keySetEndpoint } from '../lti/advantage/platform/key-set.ts';
import { authorizationEndpoint, createPendingLaunches } from '../lti/advantage/platform/launches.ts';
import type { Log, Random } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';
import type { Credentials } from '../vault/credentials/credentials.ts';

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
export function openAdvantage({
  storage,
  vault,
  pendingKey,
  random,
  log,
}: AdvantageDependencies): Pick<AdvantageLaunchPorts, 'host' | 'pending' | 'keysOf'> {
  const { credentials, settings } = storage;
  const kept = (id: string) => {
    const credential = credentials.get(id);
    return credential?.kind === 'lti-registration' ? credential : undefined;
  };
  const keysOf = (id: string): readonly JWK[] => {
    if (kept(id) !== undefined) return vault.registrationKeys(id).map(({ publicJwk }) => publicJwk);
    const key = pendingKey(id);
    return key === null ? [] : [jwkSchema.parse(JSON.parse(key))];
  };
  const registrationOf = (id: string) => {
    const { clientId = '', redirectUris = '' } = kept(id)?.publicParts ?? {};
    return { clientId, redirectUris: redirectUris.split('\n').filter(Boolean) };
  };
  const isRegistration = (id: string): boolean => kept(id) !== undefined || pendingKey(id) !== null;
  /** A database with a damaged page is opened all the same: what needs the page says so. */
  const startIfRegistered = async (): Promise<void> => {
    if (credentials.list().some(({ kind }) => kind === 'lti-registration')) await host.start();
  };
  const pending = createPendingLaunches();
  const host = createAdvantageHost({ settings, random, log, isRegistration });
  host.mount('jwks', 'server', keySetEndpoint(keysOf));
  host.mount('authorize', 'browser', authorizationEndpoint({ pending, registrationOf }));
  startIfRegistered().catch((error) => log.error('the platform of LTI 1.3 did not start', error));
  return { host, pending, keysOf };
}
