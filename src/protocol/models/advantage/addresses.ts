import { z } from 'zod';

/**
 * What the administrator of a tool enters for one registration. Endpoints that browsers are sent to have another host than those
 * that servers ask: servers cannot resolve `platform.localhost` as browsers can.
 */
export const advantageAddressesSchema = z.strictObject({
  /** `iss` as it is registered; where none is yet, the one that is proposed. */
  issuer: z.string(),
  /** OpenID Connect authorization endpoint: where the tool sends the browser after the login was initiated. */
  authorization: z.string(),
  token: z.string(),
  keySet: z.string(),
  openidConfiguration: z.string(),
  registration: z.string(),
  /** The port that is kept for the platform, when another program has it and the addresses are others until the next start. */
  takenPort: z.int().nullable(),
});
export type AdvantageAddresses = z.infer<typeof advantageAddressesSchema>;
