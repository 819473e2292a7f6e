import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportSchema } from '../../src/cli/reporters/report.ts';
import { exchangeSchema } from '../../src/protocol/models/exchanges/exchange.ts';
import { Bench, passphrase, startTool, type Tool } from './bench.ts';
import { runCli } from './cli-process.ts';

const secrets = ['canary-launch-secret', passphrase];

let bench: Bench;
let hostile: Tool;

beforeAll(async () => {
  bench = new Bench();
  await bench.sandbox();
  hostile = await startTool((_request, response) => {
    response.writeHead(403, { 'content-type': 'text/html', date: new Date(0).toUTCString() });
    response.end(
      '<title>Timestamp Expired</title><script>alert(1)</script><h1>Timestamp Expired</h1>\u202ecanary-launch-secret',
    );
  });
  const credential = await bench.call('credentials.create', {
    draft: {
      kind: 'oauth-consumer',
      name: 'hostile',
      consumerKey: 'college',
      secret: 'canary-launch-secret',
      allowedHosts: [new URL(hostile.url).host],
    },
  });
  await bench.call('connections.create', {
    draft: {
      name: 'Hostile <img src=x onerror=alert(1)>',
      contractId: 'vitalsource-launch',
      baseUrl: hostile.url,
      credentialId: credential.id,
      environment: 'test',
    },
  });
  await bench.core.close();
});
afterAll(async () => {
  await bench.remove();
  await hostile.close();
});

const run = (...args: string[]) => runCli(bench.folder, args, { COUNTERSIGN_PASSPHRASE: passphrase });

test('a saved launch is followed to the book, as a person of the roster and as another LMS', async () => {
  const saved = await run('launch', 'Bookshelf', 'launchBookByVbid', '--json');
  expect([saved.code, saved.stderr]).toEqual([0, '']);
  const first = exchangeSchema.parse(JSON.parse(saved.stdout));
  expect(first.hops.map(({ method, status }) => `${method} ${status}`)).toEqual(['POST 302', 'GET 302', 'GET 200']);
  expect(first.hops.map(({ cause }) => cause)).toEqual([
    { kind: 'first', from: null },
    { kind: 'redirect', from: 0 },
    { kind: 'redirect', from: 1 },
  ]);
  expect(first).toMatchObject({ launchMode: 'window', verdict: 'conforms', judgedHop: 0 });
  expect(first.verdictDetail?.checks).toContainEqual(expect.objectContaining({ id: 'launch.scripts', level: 'info' }));

  const as = ['--preset', 'canvas', '--person', 'Sam Sample', '--link', 'Quiz 1', '--custom', 'section=$Context.title'];
  const canvas = await run('launch', 'Bookshelf', 'launchBookByVbid', ...as, '--roles', 'Instructor', '--json');
  expect([canvas.code, canvas.stderr]).toEqual([0, '']);
  const second = exchangeSchema.parse(JSON.parse(canvas.stdout));
  expect(Object.fromEntries(second.request.fields)).toMatchObject({
    tool_consumer_info_product_family_code: 'canvas',
    lis_person_name_full: 'Sam Sample',
    resource_link_title: 'Quiz 1',
    custom_section: 'Sample Biology 101',
    roles: 'Instructor',
  });
  expect(second.preset).toMatchObject({ preset: 'canvas' });
});

test('a launch that a documented redirect leads to an error is no success, in words, exit code and report', async () => {
  const junit = join(bench.folder, 'lost.xml');
  const lost = await run('launch', 'Misbehaving tool', 'launchMisbehaving', '--report', `junit=${junit}`);
  expect(lost.code).toBe(1);
  expect(lost.stdout).toMatch(/^302, as .* But the launch ended on hop 2: 405 Method Not Allowed\.$/m);
  expect(readFileSync(junit, 'utf8')).toMatch(/<failure type="verdict"[^>]*ended on hop 2: 405/);
  const listed = await run(
    'launch',
    'Misbehaving tool',
    'launchMisbehaving',
    '--set',
    'behaviour=redirect-307',
    '--json',
  );
  expect(exchangeSchema.parse(JSON.parse(listed.stdout)).verdictDetail?.checks).toContainEqual(
    expect.objectContaining({ id: 'launch.end', level: 'pass', actual: 'hop 2: 200 OK' }),
  );
});

test('a launch of LTI 1.3 wants a registration, and cannot be sent as a request', async () => {
  const consumer = await run('launch', 'Library store', 'launchStore13');
  expect(consumer.code).toBe(4);
  expect(consumer.stderr).toContain('lti-registration');
  const sent = await run('send', 'Library store', 'launchStore13');
  expect(sent.code).toBe(2);
  expect(sent.stderr).toContain('launch');
});

test('in a frame cookies without SameSite=None are not stored, and the launch says so', async () => {
  const { stdout } = await run('launch', 'Bookshelf', 'launchBookByVbid', '--mode', 'iframe', '--json');
  const exchange = exchangeSchema.parse(JSON.parse(stdout));
  const blocked = exchange.hops.flatMap(({ cookies }) => cookies.flatMap((cookie) => cookie.blocked));
  expect(blocked).toEqual(
    expect.arrayContaining(['SameSiteLax', 'SameSiteUnspecifiedTreatedAsLax', 'SameSiteNoneInsecure']),
  );
  expect(exchange.verdictDetail?.summary).toContain('The browser blocked');
});

test('a refusal lists its causes with what rules each in or out, in words and in every report', async () => {
  const [junit, page, json] = ['r.xml', 'r.html', 'r.json'].map((name) => join(bench.folder, name));
  const reports = `junit=${junit},html=${page},json=${json}`;
  const name = 'Hostile <img src=x onerror=alert(1)>';
  const { code, stdout } = await run(
    'launch',
    name,
    'launchBookByVbid',
    '--set',
    'vbid=B1',
    '--set',
    'user_id=',
    '--anyway',
    '--accepted',
    '--report',
    reports,
  );
  expect(code).toBe(1);
  expect(stdout).toMatch(/Found\s+the clock of the launching system .*\(The clocks of both sides differ by \d+ s/);
  expect(stdout).toMatch(/Found\s+the launch carries no user_id/);
  expect(stdout).toMatch(/Ruled out\s+the launch URL ends with \/books\//);

  const report = reportSchema.parse(JSON.parse(readFileSync(json ?? '', 'utf8')));
  expect(report).toMatchObject({ command: 'launch', result: 'failed', counts: { passed: 0, failed: 1, skipped: 0 } });
  const states = new Map(report.cases[0]?.causes.map(({ text, state }) => [text, state]));
  expect(states.get('the launch carries no user_id')).toBe('confirmed');
  expect(states.get('the same signed launch was sent twice: sign every launch anew')).toBe('ruled-out');

  const html = readFileSync(page ?? '', 'utf8');
  expect(html).toContain('The launch carried no user_id.');
  expect(html).not.toMatch(/<script|<img/i);
  expect(html).toContain('&lt;script&gt;alert(1)');
  expect(html).toContain('&lt;U+202E&gt;');
  expect(readFileSync(junit ?? '', 'utf8')).toMatch(
    /<failure type="refused"[\s\S]*confirmed: the launch carries no user_id/,
  );

  for (const file of [junit, page, json]) {
    const text = readFileSync(file ?? '', 'utf8');
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  }
  expect(secrets.filter((secret) => stdout.includes(secret))).toEqual([]);
});

test('a documented refusal conforms unless it has to be accepted', async () => {
  const { code, stdout } = await run('launch', 'Bookshelf, wrong secret', 'launchBookByVbid');
  expect([code, stdout]).toEqual([0, expect.stringContaining('403, as documented')]);
  expect((await run('launch', 'Bookshelf, wrong secret', 'launchBookByVbid', '--accepted')).code).toBe(1);
});

test('wrong use is refused before anything is sent', async () => {
  const launch = ['launch', 'Bookshelf', 'launchBookByVbid'];
  expect((await run('launch', 'Exam platform', 'listToolProviders')).code).toBe(2);
  expect((await run(...launch, '--person', 'Nobody')).code).toBe(2);
  expect((await run(...launch, '--mode', 'popup')).code).toBe(2);
  expect((await run(...launch, '--report', 'pdf=x')).code).toBe(2);
}, 60_000);
