import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A secret that stands nowhere else, planted to see where it turns up. */
export type Canary = { name: string; secret: string };

/** With characters that are written differently in addresses, forms, JSON and base64; `token` for what goes into a header. */
export function makeCanary(name: string, kind: 'text' | 'token' = 'text'): Canary {
  const special = kind === 'text' ? ' "+/&=é ' : '+/=';
  return { name, secret: `${name}${special}${randomBytes(12).toString('hex')}` };
}

/** Every way the secret may be written down. Of base64, the part that does not depend on what stands before and behind it. */
export function formsOf({ secret }: Canary): Buffer[] {
  const bytes = Buffer.from(secret, 'utf8');
  const base64 = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return shifted.slice(Math.ceil((shift * 4) / 3), -4);
  });
  const texts = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    new URLSearchParams({ '': secret }).toString().slice(1),
    // The end of it alone is as telling as the whole, however the rest was escaped.
    secret.slice(-24),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
  const latin1 = Buffer.from(secret, 'latin1');
  return [...texts.map((text) => Buffer.from(text, 'utf8')), Buffer.from(secret, 'utf16le'), latin1];
}

/** Names of the canaries that stand in the text or bytes, in any form. */
export function findCanaries(where: string | Buffer, canaries: readonly Canary[]): string[] {
  const bytes = typeof where === 'string' ? Buffer.from(where, 'utf8') : where;
  return canaries.filter((canary) => formsOf(canary).some((form) => bytes.includes(form))).map(({ name }) => name);
}

/** `path: name` for every canary in a file below the folder, or in a file's name. */
export async function canariesBelow(folder: string, canaries: readonly Canary[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    // Files come and go while the app runs; sockets and links hold nothing.
    const content = entry.isFile() ? await readFile(path).catch(() => Buffer.alloc(0)) : Buffer.alloc(0);
    found.push(
      ...findCanaries(Buffer.concat([Buffer.from(entry.name), content]), canaries).map((name) => `${path}: ${name}`),
    );
  }
  return found;
}
