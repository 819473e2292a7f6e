import type { PastedToken } from '../../../../protocol/models/diagnosis.ts';

function part(text: string): Record<string, unknown> | null {
  try {
    const bytes = Buffer.from(text, 'base64url');
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? Object.fromEntries(Object.entries(parsed))
      : null;
  } catch {
    return null;
  }
}

/** Takes a compact JWS apart (RFC 7515 §7.1), or says what is wrong with it. Nothing is verified. */
export function readTokenParts(text: string): { token: PastedToken } | { problem: string } {
  const parts = text.trim().split('.');
  if (parts.length === 5) return { problem: 'It is encrypted (five parts), which LTI does not know.' };
  const [first = '', second = '', third = ''] = parts;
  if (parts.length !== 3) return { problem: `It has ${parts.length === 1 ? 'no dots' : `${parts.length} parts`}.` };
  if (!parts.every((one) => /^[A-Za-z0-9_-]*$/.test(one))) {
    return { problem: 'It holds characters that are not base64url, such as + or / or a space.' };
  }
  const header = part(first);
  if (header === null) return { problem: 'The first part, the header, is no JSON object.' };
  const claims = part(second);
  if (claims === null) return { problem: 'The second part, the claims, is no JSON object.' };
  return { token: { header, claims, signed: third !== '' } };
}
