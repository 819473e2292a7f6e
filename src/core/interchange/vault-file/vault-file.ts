import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Random } from '../../ports.ts';
import { nonceBytes } from '../../vault/sealing/framing.ts';
import { keyFromPassphrase, type PassphraseCost } from '../../vault/slots/passphrase.ts';
import { readHeader, type VaultFileHeader, vaultFileFormat, vaultFileVersion } from './header.ts';

/** A vault file has at most as many characters; all of them are ASCII unless `writtenBy` is not. */
export const maxVaultFileLength = 4 * 1024 * 1024;
const tagBytes = 16;
const newSaltBytes = 16;
const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

type SealPorts = { random: Random; cost: PassphraseCost; writtenBy: string; now: number };

/**
 * The three lines of a vault file: header, sealed content, checksum. `docs/vault-file.md` describes them byte by byte.
 *
 * @throws ProblemError `transfer.too-large` (`params`: `size`, `limit` in MB).
 */
export async function sealVaultFile(content: Uint8Array, passphrase: string, ports: SealPorts): Promise<string> {
  const salt = ports.random.bytes(newSaltBytes);
  const nonce = ports.random.bytes(nonceBytes);
  const header: VaultFileHeader = {
    format: vaultFileFormat,
    version: vaultFileVersion,
    writtenBy: ports.writtenBy,
    writtenAt: new Date(ports.now).toISOString(),
    kdf: { name: 'argon2id', version: 0x13, ...ports.cost, salt: Buffer.from(salt).toString('base64') },
    cipher: { name: 'aes-256-gcm', nonce: Buffer.from(nonce).toString('base64') },
    sealedBytes: content.length + tagBytes,
  };
  const first = JSON.stringify(header);
  requireLength(first.length + Math.ceil(header.sealedBytes / 3) * 4 + 70);
  const key = await keyFromPassphrase(passphrase, salt, ports.cost);
  try {
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
    cipher.setAAD(Buffer.from(first, 'utf8'));
    const sealed = Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
    const signed = `${first}\n${sealed.toString('base64')}\n`;
    return `${signed}${checksumOf(signed)}\n`;
  } finally {
    key.fill(0);
  }
}

/** A vault file that is whole, as far as can be told without its passphrase. */
export type VaultFile = { header: VaultFileHeader; authenticated: Uint8Array; sealed: Uint8Array };

/**
 * Takes a vault file apart without a passphrase. A carriage return before a line feed is ignored: mail programs put it there.
 *
 * @throws ProblemError `transfer.too-large`, `transfer.not-ours`, `transfer.newer`, `transfer.too-costly`, `transfer.truncated`,
 * `transfer.altered`.
 */
export function readVaultFile(text: string): VaultFile {
  requireLength(text.length);
  const [first = '', second, third] = text.split('\n', 4).map((line) => line.replace(/\r$/, ''));
  const header = readHeader(first);
  if (second === undefined || third === undefined || third.length < 64) throw new ProblemError('transfer.truncated');
  if (!base64.test(second)) throw new ProblemError('transfer.altered', { detail: 'the second line is not base64' });
  const sealed = Buffer.from(second, 'base64');
  if (sealed.length < header.sealedBytes) throw new ProblemError('transfer.truncated');
  if (sealed.length > header.sealedBytes || checksumOf(`${first}\n${second}\n`) !== third.trim()) {
    throw new ProblemError('transfer.altered', { detail: 'the checksum is another one' });
  }
  return { header, authenticated: Buffer.from(first, 'utf8'), sealed };
}

/**
 * What the file holds.
 *
 * @throws ProblemError `transfer.wrong-passphrase`: it does not open what is whole by its checksum.
 */
export async function openVaultFile(
  { header, authenticated, sealed }: VaultFile,
  passphrase: string,
): Promise<Uint8Array> {
  const { memoryKib, passes, lanes, salt } = header.kdf;
  const key = await keyFromPassphrase(passphrase, Buffer.from(salt, 'base64'), { memoryKib, passes, lanes });
  const nonce = Buffer.from(header.cipher.nonce, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(authenticated);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const content = decipher.update(sealed.subarray(0, sealed.length - tagBytes));
  try {
    decipher.final();
    return content;
  } catch {
    content.fill(0);
    throw new ProblemError('transfer.wrong-passphrase', { field: 'passphrase' });
  } finally {
    key.fill(0);
  }
}

/** No defence, a diagnosis: it tells a damaged file from a wrong passphrase. */
function checksumOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function requireLength(length: number): void {
  if (length <= maxVaultFileLength) return;
  const size = `${Math.ceil(length / 100_000) / 10} MB`;
  throw new ProblemError('transfer.too-large', { params: { size, limit: '4 MB' } });
}
