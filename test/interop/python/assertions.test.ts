import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AdvantagePlatform, freePort, startAdvantagePlatform } from '../../fixtures/advantage-platform.ts';
import { type AdvantageServices, advantageServices } from '../../fixtures/advantage-services.ts';
import { Bench } from '../../integration/bench.ts';
import { jwtLibraries, provisionPython } from './debian-packages.ts';
import { runPeers } from './run-peers.ts';

const provision = provisionPython(jwtLibraries);
if (!provision.ok) process.stderr.write(`The test of assertions against PyJWT is skipped: ${provision.reason}\n`);
const script = fileURLToPath(new URL('./tokens.py', import.meta.url));

let bench: Bench;
let platform: AdvantagePlatform;
let services: AdvantageServices;
const assertions: string[] = [];

beforeAll(async () => {
  bench = new Bench();
  await bench.createVault();
  platform = await startAdvantagePlatform(undefined, async (call) => {
    const assertion = new URLSearchParams(call.body).get('client_assertion');
    if (assertion !== null) assertions.push(assertion);
    return services.handle(call);
  });
});
afterAll(async () => {
  await platform.close();
  await bench.remove();
});

test('PyJWT verifies the assertion of our tool with the key set it gives out', async ({ skip }) => {
  if (!provision.ok) return skip(provision.reason);
  await bench.call('catcher.saveSettings', {
    settings: { port: await freePort(), reach: 'loopback', publicUrl: null, answer: { kind: 'page' } },
  });
  const { urls } = await bench.call('catcher.start', {});
  services = advantageServices({ clientId: platform.clientId, toolKeys: () => urls.jwks });
  await bench.call('catcher.createRegistration', {
    draft: {
      name: 'Platform',
      issuer: platform.origin,
      clientId: platform.clientId,
      authenticationUrl: platform.authenticationUrl,
      tokenUrl: `${platform.origin}/token`,
      keys: { kind: 'url', url: platform.keysUrl },
      deploymentIds: [],
    },
  });
  await platform.launch(urls, { claims: services.claims(platform.origin) });
  const [capture] = await bench.call('catcher.captures', {});
  await bench.call('catcher.callService', { captureId: capture?.id ?? '', service: 'roster' });
  const published: unknown = await (await fetch(urls.jwks)).json();
  const task = {
    ...{ token: assertions[0], audience: `${platform.origin}/token`, issuer: platform.clientId },
    ...{ keys: [], ...(typeof published === 'object' ? published : {}), required: ['exp', 'iat', 'jti', 'sub'] },
  };
  const [right, wrong] = await runPeers(
    provision.python,
    [task, { ...task, audience: 'https://other.example' }],
    script,
  );
  expect(right).toEqual({ result: expect.objectContaining({ iss: platform.clientId, sub: platform.clientId }) });
  expect(wrong).toEqual({ error: 'InvalidAudienceError' });
});
