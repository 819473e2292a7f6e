import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { calculateJwkThumbprint, importJWK, importPKCS8, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  type CredentialDraft,
  clientCertificateDraftSchema,
  ltiRegistrationDraftSchema,
} from '../../../protocol/models/vault/vault.ts';
import { problemOf } from '../../storage/test-support.ts';
import { type OpenCredential, openCredentialOf, partsOf, secretTexts } from '../credentials/credential-parts.ts';
import { withOwnKey } from './own-key.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../../test/fixtures/tls/test-only-${name}`, import.meta.url));
const common = { name: 'Any', allowedHosts: [] };
const registration = ltiRegistrationDraftSchema.parse({
  kind: 'lti-registration',
  ...common,
  issuer: 'https://lms.example',
  clientId: 'client-1',
  deploymentIds: ['1', '2'],
  loginUrl: 'https://tool.example/login',
  redirectUris: ['https://tool.example/launch'],
  keySetUrl: '',
  keySet: '',
  privateKey: '',
  generateKey: false,
});
const certificate = clientCertificateDraftSchema.parse({
  kind: 'client-certificate',
  ...common,
  certificate: fixture('other.cert.pem').toString(),
  privateKey: fixture('other.key.pem').toString(),
  pkcs12: '',
  passphrase: '',
});
const pkcs12 = { ...certificate, certificate: '', privateKey: '', pkcs12: fixture('other.p12').toString('base64') };
const none: ReadonlyMap<string, string> = new Map();

function opened(draft: CredentialDraft, kept = none): OpenCredential {
  const { publicParts, secrets } = partsOf(draft, kept);
  return openCredentialOf({ id: 'c', ...common, kind: draft.kind, publicParts }, secrets);
}

describe('the key of an LTI registration', () => {
  it('is made where there is none, and signs what its public half verifies', async () => {
    const draft = await withOwnKey(registration, true);
    const { publicParts, secrets } = partsOf(draft, none);
    const jwk: Record<string, string> = JSON.parse(publicParts.publicJwk ?? '');
    expect(jwk.kid).toBe(await calculateJwkThumbprint({ kty: 'RSA', n: jwk.n ?? '', e: jwk.e ?? '' }));
    const key = await importPKCS8(secrets.get('privateKey') ?? '', 'RS256');
    const token = await new SignJWT({ nonce: 'n' }).setProtectedHeader({ alg: 'RS256' }).sign(key);
    expect((await jwtVerify(token, await importJWK(jwk))).payload).toEqual({ nonce: 'n' });
    expect(createPublicKey(publicParts.publicPem ?? '').asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(publicParts).toMatchObject({ deploymentIds: '1\n2', issuer: 'https://lms.example' });
    expect(JSON.stringify(publicParts)).not.toContain('PRIVATE');
  });

  it('stays the same when something else changes, and is renewed when that is asked for', async () => {
    const first = partsOf(await withOwnKey(registration, true), none);
    const changed = partsOf(await withOwnKey({ ...registration, name: 'Other' }, false), first.secrets);
    expect(changed.publicParts.kid).toBe(first.publicParts.kid);
    const renewed = partsOf(await withOwnKey({ ...registration, generateKey: true }, false), first.secrets);
    expect(renewed.publicParts.kid).not.toBe(first.publicParts.kid);
  });

  it.each([
    ['one that is too short', () => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey],
    ['one of another kind', () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
  ])('is refused: %s', async (_, make) => {
    const privateKey = make().export({ type: 'pkcs8', format: 'pem' }).toString();
    const problem = await problemOf(() => partsOf({ ...registration, privateKey }, none));
    expect(problem).toMatchObject({ code: 'input.invalid', field: 'draft.privateKey' });
    expect(JSON.stringify(problem)).not.toContain(privateKey.slice(40, 80));
  });

  it('refuses a key set of the other side that holds a private key', async () => {
    const keySet = '{"keys":[{"kty":"RSA","n":"x","e":"AQAB","d":"secret"}]}';
    const draft = await withOwnKey({ ...registration, keySet }, true);
    expect(await problemOf(() => partsOf(draft, none))).toMatchObject({ field: 'draft.keySet' });
  });
});

describe('a client certificate', () => {
  it('shows what stands in it, from PEM and from PKCS #12 alike', () => {
    const pem = partsOf(certificate, none).publicParts;
    expect(pem).toMatchObject({ subject: expect.stringContaining('other'), certificate: expect.any(String) });
    const { certificate: _, ...facts } = pem;
    expect(partsOf({ ...pkcs12, passphrase: 'test-only' }, none).publicParts).toEqual(facts);
  });

  it('keeps its key, and the passphrase that belongs to it, when they are left empty', () => {
    const first = partsOf({ ...pkcs12, passphrase: 'test-only' }, none);
    const kept = opened({ ...pkcs12, pkcs12: '' }, first.secrets);
    expect(kept).toMatchObject({ material: { format: 'pkcs12', passphrase: 'test-only' } });
    expect(secretTexts(kept).map(({ part }) => part)).toEqual(['the private key', 'the passphrase']);
  });

  it.each([
    ['privateKey', { ...certificate, privateKey: fixture('server.key.pem').toString() }],
    ['certificate', { ...certificate, certificate: 'none' }],
    ['pkcs12', { ...pkcs12, passphrase: 'wrong' }],
    ['pkcs12', { ...pkcs12, pkcs12: 'AAAA' }],
  ])('names the field that does not fit: %s', async (field, draft) => {
    const problem = await problemOf(() => partsOf(draft, none));
    expect(problem).toMatchObject({ code: 'input.invalid', field: `draft.${field}` });
  });
});
