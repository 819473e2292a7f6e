import { createPublicKey } from 'node:crypto';
import type { AdvantageAddresses } from '../../../../../protocol/models/advantage/addresses.ts';
import type { RegistrationSheet } from '../../../../../protocol/models/advantage/registration.ts';
import type { Credential } from '../../../../../protocol/models/vault/vault.ts';
import type { RegistrationKey } from '../../../../vault/key-material/registration-keys.ts';

/** All the administrator of a tool has to be told, from what is public of a registration. */
export function registrationSheet(
  { id, name, publicParts }: Credential,
  addresses: AdvantageAddresses,
  keys: readonly RegistrationKey[],
): RegistrationSheet {
  const list = (part: string) => (publicParts[part] ?? '').split('\n').filter(Boolean);
  return {
    credentialId: id,
    name,
    clientId: publicParts.clientId ?? '',
    deploymentIds: list('deploymentIds'),
    scopes: list('scopes'),
    addresses,
    keys: keys.map(({ kid, publicJwk, status, until }) => ({
      kid,
      jwk: JSON.stringify(publicJwk),
      pem: createPublicKey({ format: 'jwk', key: publicJwk }).export({ format: 'pem', type: 'spki' }).toString(),
      status,
      until,
    })),
    keySet: JSON.stringify({ keys: keys.map(({ publicJwk }) => publicJwk) }, null, 2),
  };
}
