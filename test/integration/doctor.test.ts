import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMemoryNonceLedger, createNonceSource, sign } from '../../src/core/signing/index.ts';
import type { AppEvent } from '../../src/protocol/events.ts';
import type { Pairs } from '../../src/protocol/models/pairs.ts';
import { signInputSchema } from '../../src/protocol/models/signing.ts';
import { findCanaries, makeCanary } from '../security/canaries.ts';
import { Bench } from './bench.ts';

const random = { bytes: (length: number) => new Uint8Array(length).fill(5) };
const clock = { now: () => 1_795_291_200_000 };
const url = 'https://tool.example/launch';
const stored = makeCanary('doctor-stored');
const other = makeCanary('doctor-other');
const typed = makeCanary('doctor-typed');

function launch(key: string, secret: string, params: Pairs = []): string {
  const input = {
    scheme: 'oauth1',
    method: 'POST',
    url,
    params: [['lti_message_type', 'basic-lti-launch-request'], ['lti_version', 'LTI-1p0'], ...params],
    credential: { key, secret },
  };
  const ports = { clock, random, nonces: createNonceSource(random, createMemoryNonceLedger()) };
  return sign(signInputSchema.parse(input), ports).request.body ?? '';
}

let bench: Bench;
let credentialId = '';
beforeAll(async () => {
  bench = new Bench();
  await bench.createVault();
  const create = (name: string, consumerKey: string, secret: string) =>
    bench.call('credentials.create', {
      draft: { kind: 'oauth-consumer', name, consumerKey, secret, allowedHosts: [] },
    });
  credentialId = (await create('Riverside', 'riverside', stored.secret)).id;
  await create('Hillside', 'hillside', other.secret);
});
afterAll(() => bench.remove());

/** Enough parameters that trying all pairs takes a while. */
const long: Pairs = Array.from({ length: 120 }, (_, index) => [`custom_field_${index}`, `a value + ${index} %25 ü`]);

test('a diagnosis tells how far it is, gives way to other commands and ends when it is cancelled', async () => {
  const text = launch('riverside', 'quite another secret', long);
  const diagnosed = bench.refusal('diagnosis.paste', { id: 'one', text, url, credentialId });
  const isPair = (event: AppEvent): event is Extract<AppEvent, { type: 'diagnosis.progress' }> =>
    event.type === 'diagnosis.progress' && event.id === 'one' && event.phase === 'pair';
  const { tried, of } = await bench.until(isPair);
  expect(tried).toBeGreaterThan(0);
  expect(of).toBeGreaterThan(tried);

  expect(await bench.refusal('diagnosis.paste', { id: 'one', text: 'a=1' })).toMatchObject({ code: 'conflict' });
  expect(await bench.call('credentials.list', {})).toHaveLength(2);
  await bench.call('diagnosis.cancel', { id: 'one' });
  expect(await diagnosed).toMatchObject({ code: 'cancelled' });
  expect((await bench.call('diagnosis.paste', { id: 'one', text: 'a=1&b=2' })).pasted.kind).toBe('form-body');
  await bench.call('diagnosis.cancel', { id: 'one' });
});

test('the credential a message names is found by its consumer key', async () => {
  const named = async (key: string) =>
    (await bench.call('diagnosis.recognise', { text: launch(key, 'x') })).credentialIds;
  expect(await named('riverside')).toEqual([credentialId]);
  expect(await named(' Riverside')).toEqual([credentialId]);
  expect(await named('nobody')).toEqual([]);
});

test('no answer holds a secret, though the launch itself does', async () => {
  const texts = [
    launch(stored.secret, 'riverside'),
    launch(`${stored.secret} `, 'riverside', [['ext_note', Buffer.from(stored.secret).toString('base64')]]),
    launch(other.secret, stored.secret),
    launch('riverside', `${stored.secret} `, [[stored.secret, 'a name']]),
    `curl '${url}?key=${encodeURIComponent(stored.secret)}' --data-raw '${launch('riverside', other.secret)}'`,
    `Authorization: OAuth oauth_consumer_key="${encodeURIComponent(stored.secret)}", oauth_signature="x"`,
    `https://tool.example/?roles=${encodeURIComponent(stored.secret)}&lti_version=LTI-1p0`,
  ];
  const answers: unknown[] = [];
  for (const text of texts) {
    answers.push(await bench.call('diagnosis.recognise', { text }));
    answers.push(await bench.call('diagnosis.paste', { text, url, credentialId, tryOtherCredentials: true }));
  }
  for (const signedWith of [`${typed.secret}\n`, 'typed']) {
    const text = launch(signedWith === 'typed' ? typed.secret : 'typed', signedWith);
    const credential = { scheme: 'oauth1', key: 'typed', secret: typed.secret } as const;
    answers.push(await bench.call('diagnosis.paste', { text, url, credential }));
  }
  answers.push(
    await bench.call('diagnosis.configuration', { consumerKey: ` ${typed.secret}`, secret: `${typed.secret} ` }),
  );
  expect(findCanaries(JSON.stringify(answers), [stored, other, typed])).toEqual([]);
  expect(JSON.stringify(answers)).toContain('key-secret-swapped');
  expect(JSON.stringify(answers)).toContain('Hillside');
});

test('what is masked keeps the first difference in its place', async () => {
  const text = launch(stored.secret, 'riverside');
  const { signature } = await bench.call('diagnosis.paste', { text, url: `${url}/`, credentialId });
  const evidence = signature?.findings.find(({ evidence: one }) => one !== undefined)?.evidence;
  const index = evidence?.firstDifference ?? -1;
  expect(evidence?.expectedBaseString.slice(0, index)).toBe(evidence?.reproducedBaseString.slice(0, index));
  expect(evidence?.expectedBaseString[index]).not.toBe(evidence?.reproducedBaseString[index]);
});

test('a paste of four million characters is answered, cut to what fits into a message', async () => {
  const many = `${'a=1&'.repeat(999_000)}b=2`;
  const { pasted } = await bench.call('diagnosis.recognise', { text: many });
  expect(pasted.kind).toBe('form-body');
  expect(JSON.stringify(pasted).length).toBeLessThan(8 * 1024 * 1024);
});

test('configuration as it is typed', async () => {
  const checks = await bench.call('diagnosis.configuration', { consumerKey: 'college ', url: 'https://Tool.example' });
  expect(checks.map(({ id }) => id)).toEqual(['CFG-01', 'CFG-04', 'CFG-05']);
});
