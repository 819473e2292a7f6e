import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { signInputSchema, verifyInputSchema } from '../../protocol/models/signing.ts';
import { createMemoryNonceLedger, createNonceSource, sign } from '../signing/index.ts';
import { verifyAndExplain } from './verify.ts';

const random = { bytes: (length: number) => new Uint8Array(length).fill(9) };
const clock = { now: () => 1_527_500_365_000 };
const ports = { clock, random, nonces: createNonceSource(random, createMemoryNonceLedger()) };
const url = 'https://tool.example/launch';
const key = 'public-key-1';
const secret = 'private-secret-1';

type Signing = { url?: string; signatureMethod?: string; credential?: Record<string, string> };

function signedFields(signing: Signing) {
  const given = { scheme: 'oauth1', method: 'POST', url, params: [['user_id', '1']], credential: { key, secret } };
  return sign(signInputSchema.parse({ ...given, ...signing }), ports).request.fields;
}

function check(signing: Signing, credential: Record<string, string> = { key, secret }) {
  const message = { scheme: 'oauth1', method: 'POST', url, fields: signedFields(signing), credential };
  return verifyAndExplain(verifyInputSchema.parse(message), { clock });
}

test('key and secret the wrong way round: one finding, the secret in none of its texts', async () => {
  const { verdict, findings } = await check({ credential: { key: secret, secret: key } });
  expect(verdict).toBe('invalid');
  expect(findings.map(({ cause }) => cause)).toEqual(['key-secret-swapped']);
  expect(JSON.stringify(findings)).not.toContain(secret);
});

test('another consumer key stays the one finding when its secret is not known', async () => {
  const { findings } = await check({ credential: { key: 'another-key', secret: 'another-secret' } });
  expect(findings).toMatchObject([{ id: 'consumer-key', cause: 'other-credential' }]);
});

test('PLAINTEXT: only the secrets can differ', async () => {
  const { findings } = await check({ signatureMethod: 'PLAINTEXT', credential: { key, secret: `${secret} ` } });
  expect(findings.map(({ cause }) => cause)).toEqual(['secret-whitespace']);
  expect(JSON.stringify(findings)).not.toContain(secret);
});

test('RSA: the address can differ', async () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const privatePem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const signing = {
    url: `${url}/`,
    signatureMethod: 'RSA-SHA256',
    credential: { key, secret: privatePem },
  };
  const { findings } = await check(signing, { key, secret: publicPem });
  expect(findings.map(({ cause }) => cause)).toEqual(['url-trailing-slash']);
});

test('a token secret that was left out', async () => {
  const tokens = { token: 'tok', tokenSecret: 'token-secret-1' };
  const { findings } = await check({ credential: { key, secret, token: 'tok' } }, { key, secret, ...tokens });
  expect(findings.map(({ cause }) => cause)).toEqual(['secret-missing-ampersand']);
});
