import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { systemRandom } from '../../../src/core/adapters/node/system.ts';
import { openVaultFile, readVaultFile, sealVaultFile } from '../../../src/core/interchange/vault-file/vault-file.ts';
import { defaultPassphraseCost } from '../../../src/core/vault/slots/passphrase.ts';

const script = fileURLToPath(new URL('./vault_file.py', import.meta.url));
const modules = 'import cryptography.hazmat.primitives.kdf.argon2';

/** A Python 3 that has Argon2id, or why there is none. */
function python(): { ok: true; command: string } | { ok: false; reason: string } {
  let reason = '';
  for (const command of ['python3', '/usr/bin/python3']) {
    try {
      execFileSync(command, ['-c', modules], { stdio: 'pipe' });
      return { ok: true, command };
    } catch (error) {
      reason = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
    }
  }
  return { ok: false, reason: `no Python 3 with cryptography 44 or later: ${reason}` };
}

const found = python();
// Reporters count skipped tests without their reasons.
if (!found.ok) process.stderr.write(`Vault files are not tested against Python: ${found.reason}\n`);

function ask(asked: unknown): unknown {
  if (!found.ok) throw new Error(found.reason);
  return JSON.parse(execFileSync(found.command, [script], { input: JSON.stringify(asked), encoding: 'utf8' }));
}

const passphrase = 'not a réal passphrase';
const content = JSON.stringify({ credentials: [], connections: [], contracts: [], note: 'nicht echt ✓' });

test('Python opens what the app writes', async ({ skip }) => {
  if (!found.ok) return skip(found.reason);
  const file = await sealVaultFile(Buffer.from(content, 'utf8'), passphrase, {
    random: systemRandom,
    cost: defaultPassphraseCost,
    writtenBy: 'Countersign 0.1.0',
    now: Date.now(),
  });
  expect(ask({ do: 'read', file, passphrase })).toEqual({ content });
});

test('the app opens what Python writes', async ({ skip }) => {
  if (!found.ok) return skip(found.reason);
  const base64 = (length: number) => Buffer.from(systemRandom.bytes(length)).toString('base64');
  const header = {
    format: 'countersign-vault',
    version: 1,
    writtenBy: 'Python',
    writtenAt: new Date().toISOString(),
    kdf: { name: 'argon2id', version: 19, memoryKib: 1024, passes: 2, lanes: 2, salt: base64(16) },
    cipher: { name: 'aes-256-gcm', nonce: base64(12) },
  };
  const { file } = z.object({ file: z.string() }).parse(ask({ do: 'write', content, passphrase, header }));
  const opened = await openVaultFile(readVaultFile(file), passphrase);
  expect(Buffer.from(opened).toString('utf8')).toBe(content);
});
