import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import type { AdvantageAddresses } from '../../../../../protocol/models/advantage/addresses.ts';
import type { RegistrationSheet } from '../../../../../protocol/models/advantage/registration.ts';
import type { Credential } from '../../../../../protocol/models/vault.ts';

/** A public key that is served. `until`: epoch milliseconds; `null`: it is the current one. */
export type ServedKey = { jwk: Readonly<Record<string, unknown>>; until: number | null };

const kidSchema = z.looseObject({ kid: z.string() });

/** All the administrator of a tool has to be told, from what is public of a registration. */
export function registrationSheet(
  { id, name, publicParts }: Credential,
  addresses: AdvantageAddresses,
  keys: readonly ServedKey[],
): RegistrationSheet {
  return {
    credentialId: id,
    name,
    clientId: publicParts.clientId ?? '',
    deploymentIds: (publicParts.deploymentIds ?? '').split('\n').filter(Boolean),
    addresses,
    keys: keys.map(({ jwk, until }) => ({
      kid: kidSchema.parse(jwk).kid,
      jwk: JSON.stringify(jwk),
      pem: createPublicKey({ format: 'jwk', key: jwk }).export({ format: 'pem', type: 'spki' }).toString(),
      until,
    })),
    keySet: JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }, null, 2),
  };
}
