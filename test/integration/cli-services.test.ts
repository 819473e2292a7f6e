import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OutcomeService } from 'ims-lti';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportSchema } from '../../src/cli/reporters/report.ts';
import { exchangeSchema } from '../../src/protocol/models/exchanges/exchange.ts';
import { courseSchema, personSchema } from '../../src/protocol/models/lti/roster.ts';
import { type ChoosingTool, startChoosingTool } from '../fixtures/choosing-tool.ts';
import { Bench, passphrase, startTool, type Tool } from './bench.ts';
import { runCli } from './cli-process.ts';

const credential = { key: 'college', secret: 'canary-services-secret' };
const item = {
  '@type': 'LtiLinkItem',
  mediaType: 'application/vnd.ims.lti.v1.ltilink',
  title: 'Chapter 2',
  url: 'https://tool.example/2',
};

let bench: Bench;
let chooser: ChoosingTool;
let forger: ChoosingTool;
let grader: Tool;

beforeAll(async () => {
  bench = new Bench();
  chooser = await startChoosingTool(credential, [item]);
  forger = await startChoosingTool({ ...credential, secret: 'guessed' }, [item]);
  grader = await startTool(({ method }, response, body) => {
    if (method === 'POST') response.writeHead(302, { location: '/book' });
    response.end('<p>The book</p>');
    const launch = new URLSearchParams(body);
    if (!launch.has('lis_outcome_service_url')) return;
    const service = new OutcomeService({
      consumer_key: credential.key,
      consumer_secret: credential.secret,
      service_url: launch.get('lis_outcome_service_url') ?? '',
      source_did: launch.get('lis_result_sourcedid') ?? '',
    });
    // The result comes when the launch is over.
    response.on('close', () => service.send_replace_result(0.75, () => {}));
  });
  await bench.call('vault.create', { method: { kind: 'passphrase', passphrase } });
  for (const [name, url] of [
    ['Chooser', chooser.origin],
    ['Forger', forger.origin],
    ['Grader', grader.url],
  ] as const) {
    const { id } = await bench.call('credentials.create', {
      draft: {
        kind: 'oauth-consumer',
        name,
        consumerKey: credential.key,
        secret: credential.secret,
        allowedHosts: [new URL(url).host],
      },
    });
    await bench.call('connections.create', {
      draft: { name, contractId: 'vitalsource-launch', baseUrl: url, credentialId: id, environment: 'test' },
    });
  }
  await bench.core.close();
});
afterAll(async () => {
  await bench.remove();
  await Promise.all([chooser.close(), forger.close(), grader.close()]);
});

const run = (...args: string[]) => runCli(bench.folder, args, { COUNTERSIGN_PASSPHRASE: passphrase });

const launch = (connection: string, ...args: string[]) =>
  run('launch', connection, 'launchBookByVbid', '--anyway', '--person', 'Sam Sample', '--set', 'vbid=B1', ...args);

test('a selection is asked for, and the signed answer is shown, verified and reported', async () => {
  const report = join(bench.folder, 'selection.json');
  const page = join(bench.folder, 'selection.html');
  const reports = `json=${report},html=${page}`;
  const { code, stdout, stderr } = await launch(
    'Chooser',
    '--select-content',
    '--accept-multiple',
    '--report',
    reports,
  );
  expect([code, stderr]).toEqual([0, '']);
  expect(chooser.received[0]?.get('lti_message_type')).toBe('ContentItemSelectionRequest');
  expect(chooser.received[0]?.get('accept_multiple')).toBe('true');
  expect(stdout).toContain('Selection: 1 item, signature right');
  expect(stdout).toMatch(/item\s+LtiLinkItem\s+Chapter 2\s+https:\/\/tool\.example\/2/);
  const { result, cases } = reportSchema.parse(JSON.parse(readFileSync(report, 'utf8')));
  expect(result).toBe('passed');
  expect(cases[0]?.exchange?.platform.contentItems).toMatchObject({ verified: true, items: [{ title: 'Chapter 2' }] });
  expect(readFileSync(page, 'utf8')).toContain('Chapter 2');
});

test('an answer somebody else signed, and none at all, fail with the reason', async () => {
  const junit = join(bench.folder, 'forged.xml');
  const forged = await launch('Forger', '--select-content', '--report', `junit=${junit}`);
  expect(forged.code).toBe(1);
  expect(forged.stdout).toContain('signature wrong');
  expect(readFileSync(junit, 'utf8')).toContain('<failure type="service"');
  const silent = await launch('Grader', '--select-content', '--timeout', '400');
  expect(silent.code).toBe(1);
  expect(silent.stdout).toContain('The tool sent no selection within 0.4 s.');
});

test('a result that comes after the launch is waited for', async () => {
  const late = await launch('Grader', '--wait-outcomes', '20', '--json');
  expect([late.code, late.stderr]).toEqual([0, '']);
  expect(exchangeSchema.parse(JSON.parse(late.stdout)).outcomes).toMatchObject([
    { operation: 'replaceResult', score: '0.75', verified: true, codeMajor: 'success' },
  ]);
  const never = await launch('Chooser', '--wait-outcomes', '0');
  expect(never.code).toBe(1);
  expect(never.stdout).toContain('The tool reported no result within 0 s.');
});

test('wrong use is refused before anything is sent', async () => {
  expect(await launch('Chooser', '--wait-outcomes', 'soon')).toMatchObject({ code: 2, stdout: '' });
  expect(await launch('Chooser', '--targets', 'iframe')).toMatchObject({ code: 2, stdout: '' });
  expect(await launch('Chooser', '--select-content', '--targets', 'moon')).toMatchObject({ code: 2, stdout: '' });
});

test('people and courses are added, changed and removed', async () => {
  const person = ['--name', 'Nina New', '--user-id', 'n-1', '--mentor-of', 'a,b', '--json'];
  const added = personSchema.parse(JSON.parse((await run('roster', 'add', 'person', ...person)).stdout));
  expect(added).toMatchObject({ fullName: 'Nina New', roles: 'Learner', mentorOf: ['a', 'b'] });
  const email = ['--email', 'nina@college.example', '--json'];
  const changed = personSchema.parse(JSON.parse((await run('roster', 'set', 'person', 'n-1', ...email)).stdout));
  expect(changed).toEqual({ ...added, email: 'nina@college.example' });

  const course = ['--title', 'Chemistry', '--context-id', 'c-9', '--link', 'l-1=Quiz', '--link', 'l-2=Exam'];
  const groups = ['--group', 'Colours/Red=sample-1001', '--group', 'Blue=n-1'];
  expect((await run('roster', 'add', 'course', ...course, ...groups)).code).toBe(0);
  const regrouped = ['--group', 'Red=sample-1001,n-1', '--remove-group', 'Blue', '--group', 'Colours/Green='];
  const links = ['--link', 'l-1=Test', '--remove-link', 'Exam', ...regrouped, '--json'];
  const edited = courseSchema.parse(JSON.parse((await run('roster', 'set', 'course', 'Chemistry', ...links)).stdout));
  expect(edited.placements).toMatchObject([{ resourceLinkId: 'l-1', title: 'Test' }]);
  expect(edited.groups?.map(({ name, set, userIds }) => [name, set, userIds])).toEqual([
    ['Red', 'Colours', ['sample-1001', 'n-1']],
    ['Green', 'Colours', []],
  ]);
  expect(new Set(edited.groups?.map(({ id }) => id)).size).toBe(2);

  expect(await run('roster', 'remove', 'person', 'Nina New')).toMatchObject({ code: 0 });
  const { stdout } = await run('roster', 'list');
  expect(stdout).toContain('person\tSam Sample');
  expect(stdout).toContain('course\tChemistry\tc-9\nlink\tTest\tl-1\ngroup\tColours/Red\tsample-1001,n-1');
  expect(stdout).not.toContain('Nina New');
  const nameless = await run('roster', 'add', 'person', '--name', 'Nina New');
  expect(nameless.code).toBe(2);
  expect(nameless.stderr).toContain('--user-id');
}, 90_000);
