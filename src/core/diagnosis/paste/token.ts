import { z } from 'zod';
import type { PastedToken } from '../../../protocol/models/diagnosis.ts';

const jsonObject = z.record(z.string(), z.unknown());

function part(text: string | undefined): Record<string, unknown> | null {
  try {
    const bytes = Buffer.from(text ?? '', 'base64url');
    const parsed = jsonObject.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Takes a JSON Web Token apart without verifying it (RFC 7519 §7.2); `null` for what is none. */
export function readToken(text: string): PastedToken | null {
  const token = text.replace(/^Bearer\s+/i, '').trim();
  if (!/^[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]*$/.test(token)) return null;
  const [first, second, third] = token.split('.');
  const header = part(first);
  const claims = part(second);
  return header === null || claims === null ? null : { header, claims, signed: third !== '' };
}
