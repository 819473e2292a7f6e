import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { noKeychain, noStage } from '../../src/core/adapters/node/system.ts';
import { createCore } from '../../src/core/index.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const passphrase = 'correct horse battery staple';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Finished = { code: number | null; stdout: string; stderr: string };

function start(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [main, '--data', join(folder, 'data'), ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

async function run(args: readonly string[], input = '', env: Record<string, string> = {}): Promise<Finished> {
  const child = start(args, env);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    stderr += String(chunk);
  });
  child.stdin?.end(input);
  const [code] = z
    .tuple([z.number().nullable()])
    .rest(z.unknown())
    .parse(await once(child, 'close'));
  return { code, stdout, stderr };
}

const signed = z.object({
  request: z.object({ fields: z.array(z.tuple([z.string(), z.string()])), url: z.string(), method: z.string() }),
  explanation: z.object({ signature: z.string(), baseString: z.string() }),
});

const launch = {
  scheme: 'oauth1',
  method: 'POST',
  url: 'https://tool.example/launch?section=1',
  params: [
    ['user_id', '292832126'],
    ['resource_link_id', 'link-1'],
  ],
  credential: { key: 'test-key', secret: 'test&secret' },
};

describe('sign and verify', () => {
  test('what sign writes, verify finds valid with exit code 0', async () => {
    const { code, stdout } = await run(['sign', '--in', '-', '--json'], JSON.stringify(launch));
    expect(code).toBe(0);
    const { request } = signed.parse(JSON.parse(stdout));
    const received = { ...launch, url: request.url, params: undefined, fields: request.fields };
    const verified = await run(['verify', '--in', '-'], JSON.stringify(received));
    expect(verified.code).toBe(0);
    expect(JSON.parse(verified.stdout)).toMatchObject({ verdict: 'valid', findings: [] });
  });

  test('a changed field makes it invalid, exit code 1', async () => {
    const { stdout } = await run(['sign', '--in', '-'], JSON.stringify(launch));
    const { request } = signed.parse(JSON.parse(stdout));
    const fields = request.fields.map(([name, value]) => [name, name === 'user_id' ? 'someone-else' : value]);
    const file = join(folder, 'received.json');
    writeFileSync(file, JSON.stringify({ ...launch, url: request.url, params: undefined, fields }));
    const { code, stdout: answer } = await run(['verify', '--in', file, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(answer)).toMatchObject({ verdict: 'invalid' });
  });

  test('ProctorExam: the published rule gives the computed vector', async () => {
    const input = {
      scheme: 'proctorexam',
      method: 'GET',
      url: 'https://exams.example/api/v3/exams/1',
      pathParams: [['id', '1']],
      credential: { secretKey: 'test-secret-key' },
      nonce: 1527500365,
      timestamp: 1527500365052,
    };
    const { stdout } = await run(['sign', '--in', '-'], JSON.stringify(input));
    expect(signed.parse(JSON.parse(stdout)).explanation).toMatchObject({
      baseString: 'id=1?nonce=1527500365?timestamp=1527500365052',
      signature: '5c3d07212ad6c78a455407ae98ae2e3e62994f3056d5d02195174101e56a3bba',
    });
  });
});

describe('judge', () => {
  const response = { status: 422, headers: {}, body: "Param is missing or the value is empty: 'tool_name'" };

  test('a documented refusal conforms and names its parameter', async () => {
    const input = { contract: 'proctorexam', operation: 'createToolProvider', response };
    const { code, stdout } = await run(['judge', '--in', '-', '--json'], JSON.stringify(input));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'conforms', parameter: 'tool_name' });
  });

  test('an undocumented status ends with exit code 1', async () => {
    const input = {
      contract: 'proctorexam',
      operation: 'createToolProvider',
      response: { ...response, status: 418 },
    };
    const { code, stdout } = await run(['judge', '--in', '-', '--json'], JSON.stringify(input));
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'undocumented' });
  });

  test('an unknown contract or operation is wrong use', async () => {
    for (const input of [
      { contract: 'no-such-contract', operation: 'createToolProvider', response },
      { contract: 'proctorexam', operation: 'noSuchOperation', response },
    ]) {
      expect((await run(['judge', '--in', '-'], JSON.stringify(input))).code).toBe(2);
    }
  });
});

describe('exit codes', () => {
  test('2 for an unknown command, a missing option', async () => {
    expect((await run(['nonsense'])).code).toBe(2);
    expect((await run(['sign'])).code).toBe(2);
  });

  test('3 for input that is no JSON or not of the right shape, naming where', async () => {
    expect((await run(['sign', '--in', '-'], '{')).code).toBe(3);
    expect((await run(['sign', '--in', join(folder, 'missing.json')])).code).toBe(3);
    const { code, stderr } = await run(['sign', '--in', '-', '--json'], JSON.stringify({ ...launch, method: 7 }));
    expect(code).toBe(3);
    expect(JSON.parse(stderr)).toMatchObject({ problem: { code: 'input.invalid', field: 'method' } });
  });

  test('a secret never stands in a message', async () => {
    const secret = 'canary-in-broken-json';
    const { stderr } = await run(['sign', '--in', '-'], `{"credential": {"secret": "${secret}" x`);
    expect(stderr).not.toContain(secret);
  });

  describe('send', () => {
    const unlock = { COUNTERSIGN_PASSPHRASE: passphrase };

    /** A saved connection to a port of this machine on which nothing listens. */
    async function connectToNothing(): Promise<void> {
      const core = createCore({
        folder: join(folder, 'data'),
        resources: fileURLToPath(new URL('../../resources', import.meta.url)),
        appVersion: '0.0.0-test',
        sandboxEntry: '',
        keys: noKeychain,
        stage: noStage,
      });
      const ask = async (command: string, input: unknown) => {
        const result = await core.dispatch(command, input);
        if (!result.ok) throw new Error(JSON.stringify(result.problem));
        return result.output;
      };
      await ask('vault.create', { method: { kind: 'passphrase', passphrase } });
      const { id } = z.object({ id: z.string() }).parse(
        await ask('credentials.create', {
          draft: { kind: 'proctorexam', name: 'k', apiToken: '', secretKey: 'test-key', allowedHosts: ['127.0.0.1:9'] },
        }),
      );
      await ask('connections.create', {
        draft: {
          name: 'Nothing there',
          contractId: 'proctorexam',
          baseUrl: 'http://127.0.0.1:9',
          credentialId: id,
          environment: 'test',
        },
      });
      await core.close();
    }
    const fill = ['--set', 'tool_name=Quiz', '--set', 'oauth_consumer_key=key'];

    test('5 when the system cannot be reached, in words and with the exchange as JSON', async () => {
      await connectToNothing();
      const args = ['send', 'Nothing there', 'createToolProvider', ...fill, '--set-env', 'oauth_consumer_secret=QUIZ'];
      const { code, stdout } = await run(args, '', { ...unlock, QUIZ: 'canary-from-environment' });
      expect(code).toBe(5);
      expect(stdout).toContain('127.0.0.1');
      expect(stdout).not.toContain('network.refused');
      const json = await run([...args, '--json'], '', { ...unlock, QUIZ: 'canary-from-environment' });
      expect(json.code).toBe(5);
      expect(JSON.parse(json.stdout)).toMatchObject({ state: 'failed', problem: { code: 'network.refused' } });
      expect(stdout + json.stdout).not.toContain('canary-from-environment');
    });

    test('2 for a secret in an argument, a variable that is not set, a time-out that is no number', async () => {
      await connectToNothing();
      const send = ['send', 'Nothing there', 'createToolProvider', ...fill, '--json'];
      for (const [wrong, field] of [
        [['--set', 'oauth_consumer_secret=canary-in-argument'], '--set oauth_consumer_secret'],
        [['--set-env', 'oauth_consumer_secret=NOT_SET'], '--set-env oauth_consumer_secret'],
        [['--set', 'canary-in-argument'], '--set'],
        [['--timeout', 'soon'], '--timeout'],
      ] as const) {
        const { code, stderr } = await run([...send, ...wrong], '', unlock);
        expect(code).toBe(2);
        expect(JSON.parse(stderr)).toMatchObject({ problem: { code: 'input.invalid', field } });
        expect(stderr).not.toContain('canary');
      }
    });
  });

  test('4 without a vault or with a wrong passphrase', async () => {
    expect((await run(['send', 'Nobody', 'createToolProvider'], '', { COUNTERSIGN_PASSPHRASE: passphrase })).code).toBe(
      4,
    );
    const file = join(folder, 'passphrase');
    writeFileSync(file, `${passphrase}\n`);
    expect((await run(['vault', 'create', '--passphrase-file', file])).code).toBe(0);
    expect((await run(['vault', 'check', '--passphrase-file', file])).code).toBe(0);
    expect((await run(['vault', 'check'], '', { COUNTERSIGN_PASSPHRASE: 'another passphrase' })).code).toBe(4);
    expect((await run(['vault', 'check'])).code).toBe(4);
  });
});

test('sandbox prints its addresses and serves until it is interrupted; the credentials are for the owner alone', async () => {
  const file = join(folder, 'sandbox.json');
  const child = start(['sandbox', '--json', '--credentials', file]);
  const [line] = z
    .tuple([z.unknown()])
    .rest(z.unknown())
    .parse(await once(child.stdout ?? child, 'data'));
  const { urls } = z
    .object({ urls: z.object({ examPlatform: z.url(), bookshelf: z.url() }) })
    .parse(JSON.parse(String(line)));
  const response = await fetch(`${urls.examPlatform}/api/v3/tool_providers`);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(String(line)).not.toContain(
    z.object({ examPlatform: z.object({ secretKey: z.string() }) }).parse(JSON.parse(readFileSync(file, 'utf8')))
      .examPlatform.secretKey,
  );
  child.kill('SIGINT');
  const [code] = z
    .tuple([z.number().nullable()])
    .rest(z.unknown())
    .parse(await once(child, 'close'));
  expect(code).toBe(0);
});
