import { generateKeyPairSync } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { changeOf } from '../../../src/core/lti/advantage/negative/cases.ts';
import { sealToken } from '../../../src/core/lti/advantage/negative/seal.ts';
import { messageDraft } from '../../../src/core/lti/advantage/platform/message.ts';
import { publicHalf } from '../../../src/core/vault/key-material/own-key.ts';
import type { NegativeCaseId } from '../../../src/protocol/models/advantage/negative.ts';
import { jwtLibraries, provisionPython } from './debian-packages.ts';
import { runPeers } from './run-peers.ts';

const provision = provisionPython(jwtLibraries);
// Reporters count skipped tests without their reasons.
if (!provision.ok) process.stderr.write(`The tests against PyJWT are skipped: ${provision.reason}\n`);

const script = fileURLToPath(new URL('./tokens.py', import.meta.url));
const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'pem', type: 'pkcs8' });
const { kid, publicJwk } = publicHalf(String(pem));
const [issuer, clientId] = ['https://lms.example', 'client-1'];
const now = Math.floor(Date.now() / 1000);
const claims = { sub: 'person-1', name: 'Søren Ünïcode 学生', 'https://example.org/claim': { list: [1, 'two', null] } };

async function tokenOf(wrong: NegativeCaseId | null): Promise<string> {
  const right = messageDraft({ issuer, clientId, kid, nonce: 'nonce-1', state: 'state-1', now, claims });
  const known = { now, issuer, clientId, earlierNonce: null };
  const change = wrong === null ? undefined : changeOf(wrong).message;
  return sealToken(change?.(right, known) ?? right, String(pem));
}

test('PyJWT takes a message as it should be, and refuses those that are wrong on purpose', async ({ skip }) => {
  if (!provision.ok) return skip(provision.reason);
  const cases: readonly (readonly [NegativeCaseId | null, string])[] = [
    [null, ''],
    ['audience-list', ''],
    ['wrong-key', 'InvalidSignatureError'],
    ['payload-changed', 'InvalidSignatureError'],
    ['signature-missing', 'InvalidSignatureError'],
    ['alg-none', 'InvalidAlgorithmError'],
    ['hs256-with-public-key', 'InvalidAlgorithmError'],
    ['unknown-kid', 'KeyError'],
    ['expired', 'ExpiredSignatureError'],
    ['not-valid-yet', 'ImmatureSignatureError'],
    ['issuer-with-slash', 'InvalidIssuerError'],
    ['audience-wrong', 'InvalidAudienceError'],
    ['nonce-missing', 'MissingRequiredClaimError'],
    ['not-a-token', 'DecodeError'],
  ];
  const tokens = await Promise.all(cases.map(([wrong]) => tokenOf(wrong)));
  const tasks = tokens.map((token) => ({ token, keys: [JSON.parse(publicJwk)], issuer, audience: clientId }));
  const answers = await runPeers(provision.python, tasks, script);
  expect(answers.map((answer) => ('error' in answer ? answer.error : ''))).toEqual(cases.map(([, error]) => error));
  expect(answers[0]).toEqual({
    result: { iss: issuer, aud: clientId, iat: now, exp: now + 300, nonce: 'nonce-1', ...claims },
  });
});
