import { randomBytes } from 'node:crypto';
import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** The key a tool signs with. */
export interface ToolKey {
  readonly kid: string;
  /** As the key set gives it out. */
  readonly publicJwk: Readonly<Record<string, unknown>>;
  /** A signed token in compact form. @param header - in place of what the header usually says. */
  sign(claims: JWTPayload, header?: Partial<JWTHeaderParameters>): Promise<string>;
}

/** Makes the pair at the first call: a sandbox nobody launches by LTI 1.3 needs none. */
export function lazyToolKey(): () => Promise<ToolKey> {
  let made: Promise<ToolKey> | null = null;
  return () => {
    made ??= makeToolKey();
    return made;
  };
}

async function makeToolKey(): Promise<ToolKey> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
  const kid = randomBytes(9).toString('base64url');
  return {
    kid,
    publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' },
    sign: (claims, header = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, ...header }).sign(privateKey),
  };
}
