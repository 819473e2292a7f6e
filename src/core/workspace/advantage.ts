import type { JWK } from 'jose';
import { z } from 'zod';
import { type AdvantageHost, createAdvantageHost } from '../lti/advantage/platform/host.ts';
import { keySetEndpoint } from '../lti/advantage/platform/key-set.ts';
import type { Log, Random } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';

export type AdvantageDependencies = {
  storage: Pick<Storage, 'credentials' | 'settings'>;
  random: Random;
  log: Log;
};

const jwkSchema = z.looseObject({ kty: z.string() });

/** The platform of LTI 1.3 with all its endpoints; it listens when a tool is registered, so that the tool's calls are answered. */
export function openAdvantage({ storage, random, log }: AdvantageDependencies): AdvantageHost {
  const { credentials, settings } = storage;
  const registration = (id: string) => {
    const credential = credentials.get(id);
    return credential?.kind === 'lti-registration' ? credential : undefined;
  };
  const keysOf = (id: string): readonly JWK[] => {
    const text = registration(id)?.publicParts.publicJwk;
    return text === undefined ? [] : [jwkSchema.parse(JSON.parse(text))];
  };
  const host = createAdvantageHost({ settings, random, log, isRegistration: (id) => registration(id) !== undefined });
  host.mount('jwks', 'server', keySetEndpoint(keysOf));
  if (credentials.list().some(({ kind }) => kind === 'lti-registration')) {
    host.start().catch((error) => log.error('the platform of LTI 1.3 did not start', error));
  }
  return host;
}
