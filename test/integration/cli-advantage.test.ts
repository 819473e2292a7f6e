import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exchangeSchema } from '../../src/protocol/models/exchanges/exchange.ts';
import { type AdvantageTool, startAdvantageTool } from '../fixtures/advantage-tool.ts';
import { Bench, passphrase } from './bench.ts';
import { runCli } from './cli-process.ts';

const clientId = 'tool-client';
let bench: Bench;
let tool: AdvantageTool;

beforeAll(async () => {
  bench = new Bench();
  tool = await startAdvantageTool();
  await bench.createVault();
  const { id: credentialId } = await bench.call('credentials.create', {
    draft: {
      kind: 'lti-registration',
      name: 'Tool',
      allowedHosts: [],
      issuer: 'https://lms.example',
      clientId,
      deploymentIds: ['deployment-1'],
      loginUrl: tool.loginUrl,
      redirectUris: [tool.redirectUri],
      keySetUrl: '',
      keySet: '',
      privateKey: '',
      generateKey: false,
    },
  });
  const { issuer, authorization, keySet } = await bench.call('advantage.addresses', { credentialId });
  tool.register({ issuer, clientId, authorization, keySet });
  const draft = { name: 'Tool', contractId: 'lti-advantage', baseUrl: `${tool.origin}/start`, credentialId };
  await bench.call('connections.create', { draft: { ...draft, environment: 'test' } });
  await bench.core.close();
});
afterAll(async () => {
  await bench.remove();
  await tool.close();
});

const launch = (...args: string[]) =>
  runCli(bench.folder, ['launch', 'Tool', 'launchResourceLink', ...args], { COUNTERSIGN_PASSPHRASE: passphrase });

test('a tool of LTI 1.3 is launched as an LMS and a person, at the addresses it was registered with', async () => {
  const junit = join(bench.folder, 'good.xml');
  const as = ['--preset', 'canvas', '--person', 'Sam Sample', '--login', 'post', '--target', `${tool.origin}/chapter`];
  const { code, stdout, stderr } = await launch(...as, '--report', `junit=${junit}`, '--json');
  expect([code, stderr]).toEqual([0, '']);
  const exchange = exchangeSchema.parse(JSON.parse(stdout));
  expect(exchange.advantageLaunch?.legs.map(({ id, state }) => `${id} ${state}`)).toEqual([
    'login-initiation done',
    'authorization done',
    'message done',
  ]);
  expect(tool.messages).toMatchObject([
    {
      name: 'Sam Sample',
      'https://purl.imsglobal.org/spec/lti/claim/target_link_uri': `${tool.origin}/chapter`,
      'https://purl.imsglobal.org/spec/lti/claim/tool_platform': { product_family_code: 'canvas' },
    },
  ]);
  expect(tool.logins).toMatchObject([{ method: 'POST' }]);
  expect(readFileSync(junit, 'utf8')).toMatch(/<testsuite [^>]*tests="1" failures="0"/);
});

test('a tool whose request is refused fails, with the rule it broke in words and in the report', async () => {
  const junit = join(bench.folder, 'refused.xml');
  tool.change = (params) => ({ ...params, redirect_uri: `${tool.redirectUri}/` });
  const { code, stdout } = await launch('--report', `junit=${junit}`);
  expect(code).toBe(1);
  expect(stdout).toContain('authorization refused, 10 of 11 rules kept: invalid_request');
  expect(stdout).toContain('It differs in a slash at its end only.');
  expect(readFileSync(junit, 'utf8')).toMatch(/failures="1"[\s\S]*authorization\.redirect_uri/);
  expect(tool.posts).toHaveLength(1);
});

test('options that mean nothing to the launch are refused', async () => {
  for (const [option, value] of [
    ['--roles', 'Learner'],
    ['--wrong', 'everything'],
    ['--login', 'put'],
  ]) {
    const { code, stderr } = await launch(option ?? '', value ?? '');
    expect([code, stderr], option).toEqual([2, expect.stringContaining(option ?? '')]);
  }
});
