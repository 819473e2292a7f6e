import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { verifyInputSchema } from '../../../protocol/models/signing.ts';
import { explainSignature } from './index.ts';

const clock = { now: () => 0 };
const common = 'oauth_consumer_key=k&oauth_nonce=n&oauth_signature_method=HMAC-SHA1&oauth_timestamp=1527500365';

/** What is found for a body that is sent with `sent` for a name that was signed as `signed` (encoded once). */
async function explained(sent: string, signed: string) {
  const parameters = `lis_person_name_full=${signed}&${common}`;
  const text = `POST&${encodeURIComponent('https://tool.example/launch')}&${encodeURIComponent(parameters)}`;
  const signature = createHmac('sha1', 'secret-1&').update(text).digest('base64');
  const input = verifyInputSchema.parse({
    scheme: 'oauth1',
    method: 'POST',
    url: 'https://tool.example/launch',
    body: `lis_person_name_full=${sent}&${common}&oauth_signature=${encodeURIComponent(signature)}`,
    credential: { key: 'k', secret: 'secret-1' },
  });
  const explanation = await explainSignature(input, { clock });
  return explanation?.findings.map(({ cause }) => cause);
}

test.each([
  ['latin-1 on the wire, UTF-8 signed', 'J%FCrgen', 'J%C3%BCrgen'],
  ['latin-1 on the wire and signed', 'J%FCrgen', 'J%FCrgen'],
  ['UTF-8 on the wire, latin-1 signed', 'J%C3%BCrgen', 'J%FCrgen'],
  ['read as latin-1 before it was signed', 'J%C3%BCrgen', 'J%C3%83%C2%BCrgen'],
  ['read as latin-1 before it was sent', 'J%C3%83%C2%BCrgen', 'J%C3%BCrgen'],
  ['an entity for what the page could not hold', '%26%238212%3B', '%E2%80%94'],
  ['question marks signed', 'J%C3%BCrgen', 'J%3Frgen'],
])('%s', async (_name, sent, signed) => {
  expect(await explained(sent, signed)).toEqual(['charset-latin1']);
});

test('what was signed properly needs no explanation', async () => {
  expect(await explained('J%C3%BCrgen', 'J%C3%BCrgen')).toBeUndefined();
});
