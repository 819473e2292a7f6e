const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Bits a generated secret is worth: six for each of its characters. */
export const generatedLength = 43;
export const generatedBits = generatedLength * 6;

/** A secret of {@link generatedLength} characters that need no encoding in an address or a form. `fill` gives random bytes. */
export function generateSecret(fill: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  const bytes = fill(new Uint8Array(generatedLength));
  // The alphabet has 64 characters, so the lowest six bits choose each with equal chance.
  return [...bytes].map((byte) => alphabet.charAt(byte & 63)).join('');
}
