import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import {
  type CommandInput,
  type CommandName,
  type CommandOutput,
  commands,
} from '../../src/protocol/commands/index.ts';
import { resultSchema } from '../../src/protocol/envelope.ts';
import { advantageLegIds, firstAdvantageSetup } from '../../src/protocol/models/advantage/launch.ts';
import type { Exchange } from '../../src/protocol/models/exchanges/exchange.ts';
import { startStoringTool } from '../fixtures/storing-tool.ts';
import { launchPlainApp, type PlainApp } from './harness/plain.ts';

/**
 * Frames of another site run in processes of their own, and their network is told of over several DevTools sessions.
 * Playwright changes that, so these launches run without it.
 */
let app: PlainApp;
let connectionId = '';
let page = '';

const tool = createServer((request, response) => {
  request.resume();
  const path = request.url ?? '';
  const html = (text: string, headers = {}) =>
    response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(text);
  if (path === '/books/book' && page === 'redirects') {
    response
      .writeHead(302, { location: '/read', 'set-cookie': ['sid=1; Path=/', 'wide=2; SameSite=None; Path=/'] })
      .end();
  } else if (path === '/books/book' && page === 'script') html('<script>location.assign("/read")</script>');
  else if (path === '/books/book' && page === 'refused') html('no', { 'x-frame-options': 'SAMEORIGIN' });
  else if (path === '/books/book' && page === 'moved') response.writeHead(301, { location: '/books/book/' }).end();
  else if (path === '/books/book/') response.writeHead(405).end();
  else if (path === '/books/book' && page === 'session') {
    response.writeHead(302, { location: '/session', 'set-cookie': 'state=1; Path=/; HttpOnly; SameSite=Lax' }).end();
  } else if (path === '/session') response.writeHead(request.headers.cookie === undefined ? 401 : 200).end();
  else if (path === '/books/book' && page === 'busy') html(busyPage);
  else if (path === '/read') html('<title>Book</title><h1>The book</h1>');
  else response.writeHead(404).end();
});

/** A page that needs a script which is not there, talks to the page around it, and opens a window and a dialog unasked. */
const busyPage = `<title>Busy</title><script src="/missing.js"></script><script>
  parent.postMessage({ subject: 'lti.put_data', message_id: 'm1', key: 'state', value: 'never-told' }, '*');
  parent.postMessage(JSON.stringify({ subject: 'lti.frameResize', height: 700 }), '*');
  console.error('the page complains');
  window.open('/read');
  alert('waits for nobody');
  setTimeout(() => location.assign('/read'), 300);
</script>`;

async function run<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>>;
async function run(name: CommandName, input: unknown): Promise<unknown> {
  const call = `window.countersign.command(${JSON.stringify(name)}, ${JSON.stringify(input)})`;
  const result = resultSchema.parse(await app.evaluate(call));
  if (!result.ok) throw new Error(`${name} failed: ${JSON.stringify(result.problem)}`);
  return commands[name].output.parse(result.output);
}

/** Launches in a frame and waits for a hop that ended the way. */
async function launch(which: string, isDone: (exchange: Exchange) => boolean): Promise<Exchange> {
  page = which;
  const form = { connectionId, operationId: 'launchBook', values: [] };
  const { id } = await run('exchanges.launch', { form, anyway: true, mode: 'iframe' });
  return until(id, isDone);
}

/** Waits until an exchange is as it should be. */
function until(id: string, isDone: (exchange: Exchange) => boolean): Promise<Exchange> {
  return vi.waitFor(
    async () => {
      const exchange = await run('exchanges.get', { id });
      if (!isDone(exchange)) throw new Error(JSON.stringify([exchange.hops, exchange.advantageLaunch]));
      return exchange;
    },
    { timeout: 20_000, interval: 50 },
  );
}

beforeAll(async () => {
  await new Promise<void>((resolve) => tool.listen(0, '127.0.0.1', resolve));
  const address = tool.address();
  const host = `tool.localhost:${address !== null && typeof address === 'object' ? address.port : 0}`;
  app = await launchPlainApp();
  await run('vault.create', { method: { kind: 'passphrase', passphrase: 'only for this test of frames' } });
  const { id: credentialId } = await run('credentials.create', {
    draft: { kind: 'oauth-consumer', name: 'Tool', consumerKey: 'key', secret: 'not a secret', allowedHosts: [host] },
  });
  const { id } = await run('connections.create', {
    draft: {
      name: 'Tool',
      contractId: 'vitalsource-launch',
      baseUrl: `http://${host}`,
      credentialId,
      environment: 'test',
    },
  });
  connectionId = id;
});
afterAll(async () => {
  await app.close();
  tool.closeAllConnections();
  tool.close();
});

test('redirects in a frame, with cookies refused for being another site’s', async () => {
  const { hops } = await launch('redirects', (exchange) => exchange.hops.at(-1)?.body != null);
  expect(hops.map(({ frame, method, status }) => `${frame} ${method} ${status}`)).toEqual([
    'iframe POST 302',
    'iframe GET 200',
  ]);
  expect(hops[0]?.cookies.map(({ name, stored }) => [name, stored])).toEqual([
    ['sid', false],
    ['wide', false],
  ]);
  expect(hops[0]?.cookies[0]?.blocked).toEqual(['SameSiteUnspecifiedTreatedAsLax']);
  expect(hops[1]?.sentCookies).toEqual([]);
  expect(hops[1]?.body?.text).toContain('The book');
});

test('a page in a frame that goes on by script', async () => {
  const { hops } = await launch('script', ({ hops: seen }) => seen.length === 2 && seen[1]?.body != null);
  expect(hops.map(({ frame, method, status }) => `${frame} ${method} ${status}`)).toEqual([
    'iframe POST 200',
    'iframe GET 200',
  ]);
});

test('a page that refuses to be framed says how', async () => {
  const { hops } = await launch('refused', (exchange) => exchange.hops[0]?.failure != null);
  expect(hops[0]?.failure?.reason).toBe('The page refuses to be framed: X-Frame-Options: SAMEORIGIN');
});

/** What the timeline says of a launch: the first hop that went wrong and its worst finding. */
async function diagnosed(id: string) {
  const { timeline, signature } = await run('diagnosis.exchange', { id });
  const { firstWrongHop, findings } = timeline;
  const worst = findings.find(({ hop }) => hop === firstWrongHop);
  return { timeline, signature, first: [firstWrongHop, worst?.id, worst?.severity] };
}

test.each([
  ['refused', 'a frame refused by X-Frame-Options', 1, [0, 'NET-04', 'error']],
  ['moved', 'a redirect that loses the POST', 2, [0, 'NET-01', 'error']],
  ['session', 'a session cookie that is blocked', 2, [0, 'NET-03', 'error']],
] as const)('%s: the timeline names %s as the first that went wrong', async (which, _words, hops, first) => {
  const { id } = await launch(which, (exchange) => exchange.hops.length === hops && exchange.state !== 'running');
  const diagnosis = await diagnosed(id);
  expect(diagnosis.first).toEqual(first);
  expect(diagnosis.signature).toMatchObject({ state: 'checked', verdict: 'valid' });
  expect(diagnosis.timeline.framingOrigin).toMatch(/^http:\/\/platform\.localhost:\d+$/);
});

test('what is no hop is observed: a missing script, messages, a window, the console; and dialogs hold nothing up', async () => {
  const kinds = ['console', 'lti-message', 'popup', 'resource-failed'];
  const exchange = await launch('busy', ({ hops, observations }) => {
    const seen = new Set<string>(observations.map(({ kind }) => kind));
    return hops.some(({ url }) => url.endsWith('/read')) && kinds.every((kind) => seen.has(kind));
  });
  expect(exchange.hops.at(-1)?.cause.kind).toMatch(/script|popup/);
  const messages = exchange.observations.flatMap((each) => (each.kind === 'lti-message' ? [each] : []));
  expect(messages.map(({ subject }) => subject)).toEqual(['lti.put_data', 'lti.frameResize']);
  expect(JSON.stringify(exchange.observations)).not.toContain('never-told');
  expect(exchange.observations.every(({ hop }) => hop !== 1)).toBe(true);
  const { timeline } = await diagnosed(exchange.id);
  const ids = new Set(timeline.findings.map(({ id }) => id));
  expect(['NET-06', 'NET-07', 'NET-12'].filter((id) => !ids.has(id))).toEqual([]);
});

test('healthy launches of the sandbox have nothing wrong with them; in a frame they lose their session, as they should', async () => {
  await run('workspace.createSandbox', {});
  const connections = await run('connections.list', {});
  const shelf = connections.find(
    ({ contractId, name, environment }) =>
      environment === 'sandbox' && contractId === 'vitalsource-launch' && !/wrong/i.test(name),
  );
  for (const mode of ['iframe', 'window'] as const) {
    const { values } = await run('connections.loadForm', { id: shelf?.id ?? '', operationId: 'launchBook' });
    const form = { connectionId: shelf?.id ?? '', operationId: 'launchBook', values };
    const { id } = await run('exchanges.launch', { form, anyway: true, mode });
    const ended = await vi.waitFor(
      async () => {
        const exchange = await run('exchanges.get', { id });
        if (exchange.state === 'running') throw new Error('still running');
        return exchange;
      },
      { timeout: 20_000, interval: 50 },
    );
    const { timeline, message } = await run('diagnosis.exchange', { id });
    const wrong = [...timeline.findings, ...message].filter(({ severity }) => severity !== 'info');
    const lost = ['warning NET-03 bookshelf_session', 'warning NET-03 bookshelf_locale'];
    expect(
      wrong.map(({ severity, id: check, seen }) => `${severity} ${check} ${/bookshelf_\w+/.exec(seen)?.[0]}`),
    ).toEqual(mode === 'iframe' ? lost : []);
    expect([mode, ended.status, timeline.firstWrongHop]).toEqual([mode, 302, mode === 'iframe' ? 1 : null]);
  }
});

test('a tool of LTI 1.3 in a frame keeps its state with the platform, while a person steps through the legs', async () => {
  const storing = await startStoringTool('client-1');
  onTestFinished(() => storing.close());
  const { id: credentialId } = await run('credentials.create', {
    draft: {
      kind: 'lti-registration',
      name: 'Storing tool',
      allowedHosts: [],
      issuer: 'https://lms.example',
      clientId: 'client-1',
      deploymentIds: ['1'],
      loginUrl: storing.loginUrl,
      redirectUris: [storing.redirectUri],
      keySetUrl: '',
      keySet: '',
      privateKey: '',
      generateKey: false,
    },
  });
  storing.authorization = (await run('advantage.addresses', { credentialId })).authorization;
  const draft = { name: 'Storing tool', contractId: 'lti-advantage', baseUrl: storing.origin, credentialId };
  const connection = await run('connections.create', { draft: { ...draft, environment: 'test' } });
  const form = { connectionId: connection.id, operationId: 'launchResourceLink', values: [] };
  const advantage = { ...firstAdvantageSetup, stepped: true };
  const { id } = await run('exchanges.launch', { form: { ...form, advantage }, mode: 'iframe' });
  for (const leg of advantageLegIds) {
    await until(id, ({ advantageLaunch }) => {
      const last = advantageLaunch?.legs.at(-1);
      return last?.id === leg && last.state === 'held';
    });
    await run('advantage.step', { exchangeId: id });
  }
  const { hops, observations, judgedHop } = await until(
    id,
    ({ hops: seen, observations: also }) =>
      seen.at(-1)?.body != null &&
      seen.length === 4 &&
      also.some((one) => one.kind === 'lti-message' && one.error !== null),
  );
  expect(hops.map(({ frame, method, status }) => `${frame} ${method} ${status}`)).toEqual([
    'iframe GET 200',
    'iframe GET 200',
    'iframe POST 200',
    'iframe GET 200',
  ]);
  expect(hops[3]?.url).toBe(`${storing.origin}/done?state=kept`);
  expect(judgedHop).toBe(2);
  const subjects = observations.flatMap((one) => (one.kind === 'lti-message' ? [one.subject] : []));
  expect(subjects).toEqual(expect.arrayContaining(['lti.put_data', 'lti.put_data.response', 'lti.get_data.response']));
  const refused = observations.filter((one) => one.kind === 'lti-message' && one.messageId === 'sandboxed');
  expect(refused).toMatchObject([
    { subject: 'lti.get_data', origin: 'null', error: null },
    {
      subject: 'lti.get_data.response',
      error: 'wrong_origin',
      data: [['error.message', expect.stringContaining('sandboxed frame')]],
    },
  ]);
  const { timeline } = await diagnosed(id);
  expect(timeline.findings.filter(({ severity }) => severity !== 'info').map(({ title }) => title)).toContain(
    'A sandboxed frame asked the platform.',
  );
});
