import { expect, test } from 'vitest';
import { signInputSchema } from '../../protocol/models/signing.ts';
import { createMemoryNonceLedger, createNonceSource, sign } from '../signing/index.ts';
import { diagnosePaste, type PasteCase } from './diagnose-paste.ts';

const random = { bytes: (length: number) => new Uint8Array(length).fill(9) };
const clock = { now: () => 1_527_500_365_000 };
const ports = { clock, random, nonces: createNonceSource(random, createMemoryNonceLedger()) };
const url = 'https://tool.example/launch';
const credential = { scheme: 'oauth1', key: 'real-key', secret: 'paste-secret-1' } as const;

function launchBody(secret: string, signedUrl = url): string {
  const input = signInputSchema.parse({
    scheme: 'oauth1',
    method: 'POST',
    url: signedUrl,
    params: [
      ['lti_message_type', 'basic-lti-launch-request'],
      ['lti_version', 'LTI-1p0'],
      ['resource_link_id', '1'],
    ],
    credential: { key: 'real-key', secret },
  });
  return sign(input, ports).request.body ?? '';
}

const diagnose = (given: PasteCase) => diagnosePaste(given, { clock });

test('the signature of a pasted form is checked for the given URL', async () => {
  const good = await diagnose({ text: launchBody(credential.secret), url, credential });
  expect(good).toMatchObject({
    pasted: { kind: 'form-body' },
    signature: { verdict: 'valid', findings: [] },
    checks: [],
  });
  const bad = await diagnose({ text: launchBody(`${credential.secret} `), url, credential });
  expect(bad.signature).toMatchObject({ verdict: 'invalid', findings: [{ cause: 'secret-whitespace' }] });
  expect(JSON.stringify(bad)).not.toContain(credential.secret);
});

test('a copied command brings its own URL, and says what is missing otherwise', async () => {
  const text = `curl '${url}' --data-raw '${launchBody(credential.secret, url.replace('https', 'http'))}'`;
  const { signature } = await diagnose({ text, credential });
  expect(signature?.findings.map(({ cause }) => cause)).toEqual(['url-scheme']);
  expect(signature?.findings[0]?.evidence?.firstDifference).toBe('POST&http'.length);
  const withoutUrl = await diagnose({ text: launchBody(credential.secret), credential });
  expect(withoutUrl.signature).toBeNull();
  expect(withoutUrl.pasted.notes.join()).toContain('URL is missing');
});

test('without a credential only the checks speak', async () => {
  const { signature, checks } = await diagnose({
    text: 'lti_version=LTI-1p0&lti_message_type=basic-lti-launch-request',
  });
  expect(signature).toBeNull();
  expect(checks.map(({ id }) => id)).toContain('OA-01');
});

test('a message that cannot be verified is told, not thrown', async () => {
  const { signature, pasted } = await diagnose({ text: launchBody(credential.secret), url: 'nonsense', credential });
  expect(signature).toBeNull();
  expect(pasted.notes.join()).toContain('must be absolute');
});

test('a ProctorExam call', async () => {
  const call = {
    scheme: 'proctorexam',
    method: 'POST',
    url: 'https://e.example/api/v3/exams',
    params: [['name', 'a b']],
    credential: { secretKey: 'paste-key-22 ' },
  };
  const { request } = sign(signInputSchema.parse(call), ports);
  const text = `curl '${request.url}' -H 'Content-Type: application/json' -d '${request.body}'`;
  const given = { text, credential: { scheme: 'proctorexam', secretKey: 'paste-key-22' } } as const;
  expect((await diagnose(given)).signature?.findings.map(({ cause }) => cause)).toEqual(['secret-whitespace']);
});

test('key and secret the wrong way round, without telling the secret', async () => {
  const body = launchBody('real-key').replace('oauth_consumer_key=real-key', `oauth_consumer_key=${credential.secret}`);
  const { signature } = await diagnose({ text: body, url, credential });
  expect(signature?.verdict).toBe('invalid');
  expect(JSON.stringify(signature?.findings)).not.toContain(credential.secret);
});
