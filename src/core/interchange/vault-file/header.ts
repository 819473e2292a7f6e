import { z } from 'zod';
import { ProblemError } from '../../../protocol/problem.ts';
import { nonceBytes } from '../../vault/sealing/framing.ts';
import type { PassphraseCost } from '../../vault/slots/passphrase.ts';

export const vaultFileFormat = 'countersign-vault';
export const vaultFileVersion = 1;

/** What a file of somebody else's may ask of this machine: Argon2 over this many KiB at once, and over so many in all passes. */
const mostMemoryKib = 262_144;
const mostWorkKib = 1_048_576;

/** Salt in bytes: RFC 9106 §3.1 recommends 16 for passwords. */
const saltBytes = { least: 16, most: 64 };

const bytesOf = (least: number, most: number) =>
  z
    .base64()
    .max(200)
    .refine(
      (text) => {
        const { length } = Buffer.from(text, 'base64');
        return length >= least && length <= most;
      },
      `base64 of ${least === most ? least : `${least} to ${most}`} bytes`,
    );

/** The first line of a vault file. What is not known is left alone: it is authenticated all the same. */
export const vaultFileHeaderSchema = z.object({
  format: z.literal(vaultFileFormat),
  version: z.literal(vaultFileVersion),
  /** Which version of the app wrote it, and when, as RFC 3339 in UTC. */
  writtenBy: z.string().max(100),
  writtenAt: z.iso.datetime().max(40),
  kdf: z.object({
    name: z.literal('argon2id'),
    /** Of the algorithm: 1.3, as RFC 9106 writes it. */
    version: z.literal(0x13),
    memoryKib: z.int().min(8).max(4_294_967_295),
    passes: z.int().min(1).max(4_294_967_295),
    lanes: z.int().min(1).max(16),
    salt: bytesOf(saltBytes.least, saltBytes.most),
  }),
  cipher: z.object({ name: z.literal('aes-256-gcm'), nonce: bytesOf(nonceBytes, nonceBytes) }),
  /** Length of the sealed content with its tag, in bytes. */
  sealedBytes: z.int().min(16),
});
export type VaultFileHeader = z.infer<typeof vaultFileHeaderSchema>;

const beginningSchema = z.object({ format: z.literal(vaultFileFormat), version: z.int().min(1) });

/**
 * The header of a vault file, from its first line. Nothing is derived yet.
 *
 * @throws ProblemError `transfer.not-ours`, `transfer.newer`, `transfer.altered` for a header this version did not write,
 * `transfer.too-costly` when its key derivation would ask too much of the machine.
 */
export function readHeader(line: string): VaultFileHeader {
  const value = jsonOf(line);
  const beginning = beginningSchema.safeParse(value);
  if (!beginning.success) throw new ProblemError('transfer.not-ours');
  if (beginning.data.version > vaultFileVersion) {
    throw new ProblemError('transfer.newer', { params: { version: beginning.data.version } });
  }
  const header = vaultFileHeaderSchema.safeParse(value);
  if (!header.success) {
    const issue = header.error.issues[0];
    throw new ProblemError('transfer.altered', {
      detail: `the header: ${issue?.path.map(String).join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
    });
  }
  refuseCost(header.data.kdf);
  return header.data;
}

function refuseCost({ memoryKib, passes, lanes }: PassphraseCost): void {
  if (memoryKib <= mostMemoryKib && memoryKib * passes <= mostWorkKib && memoryKib >= 8 * lanes) return;
  throw new ProblemError('transfer.too-costly', {
    params: { memory: Math.ceil(memoryKib / 1024), limit: mostMemoryKib / 1024 },
    detail: `argon2id with ${memoryKib} KiB, ${passes} passes, ${lanes} lanes`,
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
