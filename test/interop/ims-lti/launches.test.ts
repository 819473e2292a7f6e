import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock, systemRandom } from '../../../src/core/adapters/node/system.ts';
import { launchParameters } from '../../../src/core/lti/launch-parameters.ts';
import { applyPreset } from '../../../src/core/lti/presets/index.ts';
import { someFacts } from '../../../src/core/lti/presets/test-support.ts';
import { legacyQueryLaunch } from '../../../src/core/lti/query-signing.ts';
import { createMemoryNonceLedger, createNonceSource, sign } from '../../../src/core/signing/index.ts';
import { lmsPresetIds } from '../../../src/protocol/models/lti/lti.ts';
import type { Pairs } from '../../../src/protocol/models/pairs.ts';
import { type SignedRequest, signInputSchema } from '../../../src/protocol/models/signing.ts';
import { type HardInput, hardInputs, plainSecret } from '../../fixtures/hard-inputs.ts';
import { type ImsLtiTool, startImsLtiTool } from './tool.ts';

const key = 'test-key';
const launch: Pairs = [
  ['lti_message_type', 'basic-lti-launch-request'],
  ['lti_version', 'LTI-1p0'],
  ['resource_link_id', 'link-1'],
];
const ports = {
  clock: systemClock,
  random: systemRandom,
  nonces: createNonceSource(systemRandom, createMemoryNonceLedger()),
};

function signed(url: string, params: Pairs, secret: string, more: { timestamp?: number; nonce?: string } = {}) {
  const input = {
    scheme: 'oauth1',
    method: 'POST',
    url,
    params: launchParameters(params),
    credential: { key, secret },
  };
  return sign(signInputSchema.parse({ ...input, ...more }), ports).request;
}

async function post({ url, body }: SignedRequest): Promise<number> {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return (await fetch(url, { method: 'POST', headers, body: body ?? '' })).status;
}

/** Starts a tool with the secret of an input and launches it with the input's path, query and parameters. */
async function acceptedByTool({ url = 'https://x.example/launch', params = [], secret = 'secret' }: HardInput) {
  const tool = await startImsLtiTool(key, secret);
  try {
    const { pathname, search } = new URL(url);
    return (await post(signed(`${tool.origin}${pathname}${search}`, [...launch, ...params], secret))) === 200;
  } finally {
    await tool.close();
  }
}

const aboutTheHost = [
  'an upper-case scheme and host',
  'the default port of https',
  'the default port of http',
  'a port of its own',
];

/** Inputs ims-lti refuses although they are signed as RFC 5849 says, and why. */
const refused: Readonly<Record<string, string>> = {
  'reserved characters in the secrets': 'the secret is not encoded in the key (§3.4.2)',
  'a Unicode name': 'names are not encoded in the base string (§3.4.1.3.2)',
  'odd names': 'names are not encoded in the base string (§3.4.1.3.2)',
  'names whose order depends on encoding': 'parameters are ordered before names are encoded (§3.4.1.3.2)',
  'a Canvas launch with a query': 'the query is left out, as the legacy signer of Canvas needs it (§3.4.1.3.1)',
};

describe('hard inputs over HTTP', () => {
  const inputs = Object.entries(hardInputs).filter(([name]) => !aboutTheHost.includes(name));
  test.each(inputs)('%s', async (name, input) => {
    expect(await acceptedByTool(input)).toBe(!(name in refused));
  });

  test('the names of what is refused are those of inputs', () => {
    expect(Object.keys(refused).filter((name) => !(name in hardInputs))).toEqual([]);
  });
});

describe('launches of presets', () => {
  let tool: ImsLtiTool;
  beforeAll(async () => {
    tool = await startImsLtiTool(key, 'secret');
  });
  afterAll(() => tool.close());

  test.each(lmsPresetIds)('%s is accepted and understood', async (id) => {
    const { fields } = applyPreset(id, someFacts({ tool: { launchUrl: '', custom: [['chapter', '$Context.title']] } }));
    expect(await post(signed(`${tool.origin}/launch`, fields, 'secret'))).toBe(200);
    const seen = tool.launches.at(-1)?.provider;
    expect(seen).toMatchObject({ student: true, instructor: false, username: 'Quentin' });
    expect(seen?.body.custom_chapter).toBe('Course & more');
  });

  test('a Canvas launch with a query is accepted when it is signed the legacy way, refused when signed correctly', async () => {
    const url = `${tool.origin}/launch?course=7&x=a%20b`;
    const { fields } = applyPreset('canvas', someFacts());
    const legacy = legacyQueryLaunch(url, fields);
    expect(await post(legacy.send(signed(legacy.url, legacy.params, 'secret')))).toBe(200);
    expect(await post(signed(url, fields, 'secret'))).toBe(403);
    const { fields: plain } = applyPreset('plain', someFacts());
    const wrongly = legacyQueryLaunch(url, plain);
    expect(await post(wrongly.send(signed(wrongly.url, wrongly.params, 'secret')))).toBe(403);
  });

  test('another secret is refused', async () => {
    expect(await post(signed(`${tool.origin}/launch`, launch, plainSecret))).toBe(403);
    expect(tool.launches.at(-1)?.error).toBe('Invalid Signature');
  });
});

test('its clock: five minutes back, any time ahead', async () => {
  const tool = await startImsLtiTool(key, 'secret');
  const now = Math.floor(Date.now() / 1000);
  const launched = (timestamp: number) => post(signed(`${tool.origin}/launch`, launch, 'secret', { timestamp }));
  try {
    expect(await launched(now - 310)).toBe(403);
    expect(await launched(now - 200)).toBe(200);
    expect(await launched(now + 86_400)).toBe(200);
  } finally {
    await tool.close();
  }
});
