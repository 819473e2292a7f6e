import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

// `npm test` provisions Electron and names it here. Run alone, there is none to compare with.
const electron = process.env.COUNTERSIGN_ELECTRON_EXECUTABLE ?? '';
const root = fileURLToPath(new URL('../..', import.meta.url));
const answersSchema = z.strictObject({
  vault: z.strictObject({
    frame: z.string(),
    opened: z.string(),
    empty: z.string(),
    tampered: z.string(),
    otherPlace: z.string(),
    derived: z.array(z.string()),
  }),
  passphrase: z.string(),
  oauth1: z.array(
    z.strictObject({ signatureMethod: z.string(), signature: z.string(), asSent: z.string(), changed: z.string() }),
  ),
  proctorexam: z.string(),
});
type Answers = z.infer<typeof answersSchema>;

/** RSA signatures of this kind have no randomness in them, so that the same key gives the same signature. */
function rsaKeys(): { privateKey: string; publicKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

/** The fallback runtime's own Node is too old for core, which gets a newer one there; only its cryptography is asked here. */
const missingInNode18 = `
  URL.parse ??= (text, base) => { try { return new URL(text, base); } catch { return null; } };
  URL.canParse ??= (text, base) => URL.parse(text, base) !== null;
`;

async function bundle(folder: string): Promise<string> {
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    ssr: { noExternal: true, external: ['@node-rs/argon2'] },
    build: {
      ssr: join(root, 'test', 'integration', 'fixtures', 'crypto-answers.ts'),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: 'node18',
      rolldownOptions: { output: { format: 'cjs', banner: missingInNode18, entryFileNames: 'crypto-answers.cjs' } },
    },
  });
  return join(folder, 'crypto-answers.cjs');
}

async function answersOf(executable: string, script: string, keys: string): Promise<Answers> {
  const { stdout } = await promisify(execFile)(executable, [script], {
    // NODE_PATH: the native module stays outside the bundle.
    env: { PATH: process.env.PATH, NODE_PATH: join(root, 'node_modules'), QUESTIONS: keys, ELECTRON_RUN_AS_NODE: '1' },
  });
  return answersSchema.parse(JSON.parse(stdout));
}

describe.skipIf(electron === '')('cryptography in Electron (skipped without COUNTERSIGN_ELECTRON_EXECUTABLE)', () => {
  let folder: string;
  let inNode: Answers;
  let inElectron: Answers;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'countersign-crypto-'));
    const script = await bundle(folder);
    const keys = JSON.stringify(rsaKeys());
    [inNode, inElectron] = await Promise.all([
      answersOf(process.execPath, script, keys),
      answersOf(electron, script, keys),
    ]);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('it is another library than Node has', async () => {
    const versions = async (executable: string): Promise<string> => {
      const script = ['-p', 'process.versions.openssl'];
      const env = { PATH: process.env.PATH, ELECTRON_RUN_AS_NODE: '1' };
      return (await promisify(execFile)(executable, script, { env })).stdout.trim();
    };
    expect(await versions(electron)).not.toBe(await versions(process.execPath));
  });

  test('the vault seals and opens alike, and refuses alike', () => {
    expect(inElectron.vault).toEqual(inNode.vault);
    expect(inElectron.vault).toMatchObject({ tampered: 'does not open', otherPlace: 'does not open', empty: '' });
    expect(Buffer.from(inElectron.vault.opened, 'hex').toString('utf8')).toBe('what is sealed, ü');
  });

  test('a passphrase gives the same key', () => {
    expect(inElectron.passphrase).toMatch(/^[0-9a-f]{64}$/);
    expect(inElectron.passphrase).toBe(inNode.passphrase);
  });

  test('every signature method signs and verifies alike', () => {
    expect(inElectron.oauth1).toEqual(inNode.oauth1);
    expect(inElectron.oauth1.map(({ signatureMethod }) => signatureMethod)).toContain('RSA-SHA256');
    for (const { asSent, changed, signatureMethod } of inElectron.oauth1) {
      expect(asSent, signatureMethod).toBe('valid');
      // PLAINTEXT signs nothing of the request (RFC 5849 §3.4.4).
      expect(changed, signatureMethod).toBe(signatureMethod === 'PLAINTEXT' ? 'valid' : 'invalid');
    }
  });

  test('ProctorExam gives the computed vector', () => {
    expect(inElectron.proctorexam).toBe('5c3d07212ad6c78a455407ae98ae2e3e62994f3056d5d02195174101e56a3bba');
  });
});
