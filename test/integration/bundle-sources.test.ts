import { createHmac } from 'node:crypto';
import { hmacsign } from 'oauth-sign';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../fixtures/advantage-platform.ts';
import { findCanaries, makeCanary } from '../security/canaries.ts';
import { Bench, startTool, type Tool } from './bench.ts';

const secret = makeCanary('lms-secret');
const person = makeCanary('person-name');
const desk = makeCanary('desk');
const otherSecret = 'a secret that signed nothing';

/** A contract of one's own that names what is personal though its name does not say so. */
const ownContract = `openapi: 3.1.0
info: { title: Seating, version: 1.0.0 }
paths:
  /launch:
    post:
      operationId: launch
      summary: Launch the seating plan
      parameters:
        - { name: custom_desk, in: query, x-personal: true, schema: { type: string } }
      responses:
        '200': { description: The plan }
`;

let bench: Bench;
let tool: Tool;
beforeAll(async () => {
  bench = new Bench();
  await bench.createVault();
  tool = await startTool((_request, response) => {
    response.writeHead(422, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ student: { first_name: person.secret }, errors: ['name is missing'] }));
  });
  await bench.call('contracts.import', { id: 'seating', text: ownContract });
});
afterAll(async () => {
  await bench.remove();
  await tool.close();
});

async function caught(): Promise<string> {
  await bench.call('credentials.create', {
    draft: {
      kind: 'oauth-consumer',
      name: 'LMS',
      consumerKey: 'lms-key',
      secret: secret.secret,
      allowedHosts: ['t.example'],
    },
  });
  const settings = { port: await freePort(), reach: 'loopback', publicUrl: null, answer: { kind: 'page' } } as const;
  await bench.call('catcher.saveSettings', { settings });
  const { urls } = await bench.call('catcher.start', {});
  const fields = {
    lti_message_type: 'basic-lti-launch-request',
    lti_version: 'LTI-1p0',
    resource_link_id: 'link-1',
    lis_person_name_full: person.secret,
    custom_desk: desk.secret,
    oauth_consumer_key: 'lms-key',
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_nonce: 'nonce-for-evidence',
    oauth_version: '1.0',
  };
  const body = new URLSearchParams({
    ...fields,
    oauth_signature: hmacsign('POST', urls.launch, fields, secret.secret),
  });
  await fetch(urls.launch, { method: 'POST', body });
  await bench.call('catcher.stop', {});
  const [summary] = await bench.call('catcher.captures', {});
  return summary?.id ?? '';
}

test('a capture: what a contract declares is personal, and with it kept the LMS can verify what it signed', async () => {
  const id = await caught();
  const { personal } = await bench.call('catcher.capture', { id });
  expect(personal.data).toContainEqual({ field: 'custom_desk', category: 'other', value: desk.secret });

  const source = { kind: 'capture' as const, id };
  const masked = await bench.call('bundle.make', { source, personal: 'pseudonyms' });
  expect(findCanaries(masked.html, [secret, person, desk])).toEqual([]);
  expect(masked.bundle.personal.found).toContainEqual({
    field: 'custom_desk',
    category: 'declared',
    standIn: 'personal-1',
  });
  expect(masked.html).toContain('declared as personal data by the contract');
  expect(masked.bundle.subject).toMatchObject({ kind: 'capture', id, contract: null });
  expect(masked.bundle.signature).toMatchObject({ verdict: 'valid', detail: 'Checked with the credential "LMS".' });

  const kept = await bench.call('bundle.make', { source, personal: 'keep' });
  expect(findCanaries(kept.html, [secret])).toEqual([]);
  const verdictWith = async (typed: string) =>
    (await bench.call('bundle.verify', { text: kept.html, secret: typed })).verdict;
  expect([await verdictWith(secret.secret), await verdictWith(otherSecret)]).toEqual(['valid', 'invalid']);
});

test('a request to an exam platform: its answer without the student, its signature to be verified', async () => {
  const connection = await bench.connectTo(tool.url);
  const id = await bench.start(connection, 'createToolProvider', { tool_name: 'Quiz', oauth_consumer_key: 'quiz' });
  await bench.ended(id);
  const { bundle, html } = await bench.call('bundle.make', {
    source: { kind: 'exchange', id },
    personal: 'pseudonyms',
  });
  expect(findCanaries(html, [person])).toEqual([]);
  expect(html).not.toContain('canary-api-token');
  expect(html).not.toContain('canary-signing-key');
  expect(bundle.responses[0]?.body?.text).toContain('"first_name":"Name-1"');
  expect(bundle.signature).toMatchObject({ scheme: 'proctorexam', verdict: 'valid' });
  expect(html).toContain('ProctorExam HMAC');
  const { baseString, received } = bundle.signature ?? {};
  expect(received).toBe(
    createHmac('sha256', 'canary-signing-key')
      .update(baseString ?? '')
      .digest('hex'),
  );
  const verdictWith = async (typed: string) =>
    (await bench.call('bundle.verify', { text: html, secret: typed })).verdict;
  expect([await verdictWith('canary-signing-key'), await verdictWith(otherSecret)]).toEqual(['valid', 'invalid']);
});
