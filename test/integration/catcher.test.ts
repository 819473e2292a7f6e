import { createServer, request as httpRequest } from 'node:http';
import { hmacsign } from 'oauth-sign';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CatcherAnswer, CatcherUrls } from '../../src/protocol/models/lti/catcher.ts';
import { type AdvantagePlatform, freePort, ltiClaim, startAdvantagePlatform } from '../fixtures/advantage-platform.ts';
import { canariesBelow, makeCanary } from '../security/canaries.ts';
import { Bench, passphrase } from './bench.ts';

const key = 'lms-key';
const secret = 'made up & used here only';
const person = makeCanary('personal');

let bench: Bench;
let urls: CatcherUrls;
let port: number;

beforeEach(async () => {
  bench = new Bench();
  await bench.createVault();
  await bench.call('credentials.create', {
    draft: { kind: 'oauth-consumer', name: 'LMS', consumerKey: key, secret, allowedHosts: ['tool.example'] },
  });
  port = await freePort();
  await settings({});
  ({ urls } = await bench.call('catcher.start', {}));
});
afterEach(() => bench.remove());

function settings(changes: { answer?: CatcherAnswer; reach?: 'loopback' | 'network' }) {
  const all = { port, reach: 'loopback' as const, publicUrl: null, answer: { kind: 'page' as const }, ...changes };
  return bench.call('catcher.saveSettings', { settings: all });
}

function signed(url: string, changes: Readonly<Record<string, string>> = {}, signedWith = secret): URLSearchParams {
  const fields: Record<string, string> = {
    lti_message_type: 'basic-lti-launch-request',
    lti_version: 'LTI-1p0',
    resource_link_id: 'link-1',
    user_id: 'u-1',
    roles: 'Learner,urn:lti:instrole:ims/lis/Student',
    lis_person_name_full: person.secret,
    launch_presentation_return_url: 'https://lms.example/course/7?x=<y>',
    oauth_consumer_key: key,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_nonce: 'nonce-for-test',
    oauth_version: '1.0',
    oauth_callback: 'about:blank',
    ...changes,
  };
  return new URLSearchParams({ ...fields, oauth_signature: hmacsign('POST', url, fields, signedWith) });
}

const post = (url: string, body: URLSearchParams): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers: { Origin: 'https://lms.example' } });

async function onlyCapture() {
  const [summary, ...more] = await bench.call('catcher.captures', {});
  expect(more).toEqual([]);
  return bench.call('catcher.capture', { id: summary?.id ?? '' });
}

describe('LTI 1.1', () => {
  test('a launch is received, verified and taken apart, and the page leads back without telling a secret', async () => {
    const answer = await post(urls.launch, signed(urls.launch));
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(html).toContain('The signature is right.');
    expect(html).toContain('href="https://lms.example/course/7?x=&lt;y&gt;"');
    expect(html).not.toContain(secret);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");

    const capture = await onlyCapture();
    expect(capture.summary).toMatchObject({ kind: 'launch-1.x', sender: key, verdict: 'valid', errors: 0, kept: true });
    expect(capture.signature).toMatchObject({ verdict: 'valid', credential: 'LMS', findings: [] });
    expect(capture.roles.map(({ kind, urn }) => [kind, urn])).toEqual([
      ['context', 'urn:lti:role:ims/lis/Learner'],
      ['institution', 'urn:lti:instrole:ims/lis/Student'],
    ]);
    expect(capture.personal).toEqual({
      data: [
        { field: 'user_id', category: 'user-id', value: 'u-1' },
        { field: 'lis_person_name_full', category: 'name', value: person.secret },
      ],
      level: 'name_only',
    });
    expect(bench.events).toContainEqual({ type: 'catcher.caught', capture: capture.summary });
  });

  test('a wrong signature is explained by its cause, an unknown key by what to add', async () => {
    await post(urls.launch, signed(urls.launch.replace('http:', 'https:')));
    expect((await onlyCapture()).signature?.findings[0]?.cause).toBe('url-scheme');
    await post(urls.launch, signed(urls.launch, { oauth_consumer_key: 'other-key' }));
    const [newest] = await bench.call('catcher.captures', {});
    expect(newest).toMatchObject({ verdict: 'unchecked', headline: expect.stringContaining('"other-key"') });
  });

  test('what is kept is sealed: no personal data stands on the disk, and it opens with the vault alone', async () => {
    await post(urls.launch, signed(urls.launch));
    const { summary } = await onlyCapture();
    expect(await canariesBelow(bench.folder, [person])).toEqual([]);
    await bench.restart();
    expect(await bench.call('catcher.captures', {})).toEqual([]);
    expect(await bench.refusal('catcher.capture', { id: summary.id })).toMatchObject({ code: 'vault.locked' });
    await bench.call('vault.unlock', { method: { kind: 'passphrase', passphrase } });
    expect((await onlyCapture()).request.fields).toContainEqual(['lis_person_name_full', person.secret]);
    await bench.call('catcher.deleteCaptures', { ids: [summary.id] });
    expect(await bench.call('catcher.captures', {})).toEqual([]);
  });

  test('a launch that comes while the vault is locked is shown, and kept once it is opened', async () => {
    await bench.call('vault.lock', {});
    await post(urls.launch, signed(urls.launch));
    expect((await onlyCapture()).summary).toMatchObject({ verdict: 'unchecked', kept: false });
    await bench.call('vault.unlock', { method: { kind: 'passphrase', passphrase } });
    expect((await onlyCapture()).summary.kept).toBe(true);
  });

  test('what was caught while the vault is locked comes back when its deletion is undone', async () => {
    await bench.call('vault.lock', {});
    await post(urls.launch, signed(urls.launch));
    const before = await onlyCapture();
    await bench.call('catcher.deleteCaptures', { ids: [before.summary.id] });
    expect(await bench.call('catcher.captures', {})).toEqual([]);
    expect(await bench.call('trash.list', {})).toMatchObject([{ kind: 'captures', count: 1 }]);
    await bench.call('trash.restore', {});
    expect(await onlyCapture()).toEqual(before);

    await bench.call('catcher.deleteCaptures', { ids: [before.summary.id] });
    await bench.call('vault.unlock', { method: { kind: 'passphrase', passphrase } });
    expect(await bench.call('catcher.captures', {})).toEqual([]);
    await bench.call('trash.restore', {});
    expect((await onlyCapture()).summary.kept).toBe(true);
    expect(await bench.call('trash.list', {})).toEqual([]);
  });

  test('the same launch a second time is told as one', async () => {
    const launch = signed(urls.launch);
    await post(urls.launch, launch);
    expect((await onlyCapture()).summary.errors).toBe(0);
    await post(urls.launch, launch);
    const [newest] = await bench.call('catcher.captures', {});
    expect(newest).toMatchObject({ errors: 1, headline: expect.stringContaining('The same launch came before.') });
  });

  test('a post without a launch says what came', async () => {
    await post(urls.launch, new URLSearchParams({ a: 'b' }));
    expect((await onlyCapture()).checks[0]?.title).toBe('No launch was in the request.');
  });
});

describe('the answer', () => {
  test('any status', async () => {
    await settings({ answer: { kind: 'status', status: 503 } });
    expect((await post(urls.launch, signed(urls.launch))).status).toBe(503);
    expect((await onlyCapture()).answer).toMatchObject({ kind: 'status', status: 503 });
  });

  test('a forward carries the fields unchanged and in order, and says that the signature is for another address', async () => {
    await settings({ answer: { kind: 'forward', url: 'https://tool.example/lti', resignWith: null } });
    const launch = signed(urls.launch, { custom_x: 'ä "quoted" & <tag>\r\nline' });
    const html = await (await post(urls.launch, launch)).text();
    expect(html).toContain('action="https://tool.example/lti"');
    const { answer } = await onlyCapture();
    expect(answer.fields).toEqual([...launch]);
    expect(inputsOf(html)).toEqual([...launch]);
    expect(answer).toMatchObject({ target: 'https://tool.example/lti', resigned: false });
    expect(answer.note).toContain('sign anew');
  });

  test('signed anew, the tool finds the signature right; to a host the credential is not for, nothing goes', async () => {
    const [credential] = await bench.call('credentials.list', {});
    const forward = (url: string) => settings({ answer: { kind: 'forward', url, resignWith: credential?.id ?? '' } });
    await forward('https://tool.example/lti');
    await post(urls.launch, signed(urls.launch));
    const { answer, summary } = await onlyCapture();
    const { oauth_signature, ...rest } = Object.fromEntries(answer.fields ?? []);
    expect(answer.resigned).toBe(true);
    expect(oauth_signature).toBe(hmacsign('POST', 'https://tool.example/lti', rest, secret));
    await bench.call('catcher.deleteCaptures', { ids: [summary.id] });
    await forward('https://elsewhere.example/lti');
    expect(await (await post(urls.launch, signed(urls.launch))).text()).not.toContain('<form');
    expect((await onlyCapture()).answer).toMatchObject({
      kind: 'page',
      note: expect.stringContaining('not passed on'),
    });
  });
});

describe('LTI 1.3', () => {
  let platform: AdvantagePlatform;
  beforeEach(async () => {
    platform = await startAdvantagePlatform();
  });
  afterEach(() => platform.close());

  const register = () =>
    bench.call('catcher.createRegistration', {
      draft: {
        name: 'Small platform',
        issuer: platform.origin,
        clientId: platform.clientId,
        authenticationUrl: platform.authenticationUrl,
        keys: { kind: 'url', url: platform.keysUrl },
        deploymentIds: ['deployment-1'],
      },
    });

  test('login and launch are one capture, with every check passed', async () => {
    await register();
    const answer = await platform.launch(urls);
    expect(await answer.text()).toContain(`href="${platform.origin}/back"`);
    const capture = await onlyCapture();
    expect(capture.summary).toMatchObject({ kind: 'launch-1.3', label: 'LtiResourceLinkRequest', verdict: 'valid' });
    expect(capture.checklist?.steps.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(capture.login).toMatchObject({ registration: 'Small platform', cookieReturned: true });
    expect(capture.personal.level).toBe('public');
    expect(capture.roles[0]).toMatchObject({ kind: 'context', handle: 'Instructor' });
  });

  test.each([
    ['signature', { signWithStranger: true }],
    ['version', { claims: { [ltiClaim('version')]: '1.3' } }],
    ['deployment_id', { claims: { [ltiClaim('deployment_id')]: 'deployment-2' } }],
    ['nonce', { claims: { nonce: 'another' } }],
  ])('a wrong %s is the first failure', async (step, changes) => {
    await register();
    await platform.launch(urls, changes);
    const { summary, checklist } = await onlyCapture();
    expect(checklist?.firstFailure).toBe(step);
    expect(summary).toMatchObject({ verdict: 'invalid', errors: 1 });
  });

  test('a reload is refused as one, and a cookie that did not come back is told', async () => {
    await register();
    await platform.launch(urls, { twice: true, withoutCookie: true });
    const [second, first] = await bench.call('catcher.captures', {});
    const replay = await bench.call('catcher.capture', { id: second?.id ?? '' });
    expect(replay.checklist?.firstFailure).toBe('nonce');
    expect(replay.checklist?.steps.find(({ id }) => id === 'state')?.status).toBe('failed');
    const cookieless = await bench.call('catcher.capture', { id: first?.id ?? '' });
    expect(cookieless.checks.map(({ id }) => id)).toContain('NET-03');
    expect(cookieless.summary).toMatchObject({ verdict: 'valid', errors: 0 });
  });

  test('an error of the platform is explained', async () => {
    await register();
    await platform.launch(urls, { error: { error: 'login_required' } });
    const { summary, checks } = await onlyCapture();
    expect(summary).toMatchObject({ kind: 'error', label: 'login_required' });
    expect(checks[0]).toMatchObject({ id: 'OI-09', owner: 'browser' });
  });

  test('a login of an unknown platform is shown with what to register', async () => {
    const answer = await platform.launch(urls);
    expect(answer.status).toBe(400);
    const capture = await onlyCapture();
    expect(capture.summary).toMatchObject({ kind: 'login', sender: platform.origin, errors: 1 });
    expect(capture.login?.authentication).toBeNull();
  });

  test('the tool tells its keys and configuration, and never its private key', async () => {
    const keys = await (await fetch(urls.jwks)).json();
    expect(keys).toEqual({ keys: [expect.objectContaining({ kty: 'RSA', alg: 'RS256' })] });
    expect(JSON.stringify(keys)).not.toContain('"d"');
    expect(await (await fetch(urls.jwks)).json()).toEqual(keys);
    expect(await (await fetch(urls.configuration)).json()).toMatchObject({ oidc_initiation_url: urls.login });
  });
});

describe('who may reach it', () => {
  const statusFor = (host: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const asked = httpRequest({ host: '127.0.0.1', port, path: '/', headers: { Host: host } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      asked.on('error', reject);
      asked.end();
    });

  test('another name that was made to lead here gets nothing', async () => {
    expect(await statusFor(`localhost:${port}`)).toBe(200);
    expect(await statusFor(`evil.example:${port}`)).toBe(421);
    expect(await statusFor(`localhost.evil.example:${port}`)).toBe(421);
  });

  test('a body longer than a launch is refused', async () => {
    const answer = await post(urls.launch, new URLSearchParams({ a: 'x'.repeat(300_000) }));
    expect(answer.status).toBe(413);
    expect(await bench.call('catcher.captures', {})).toEqual([]);
  });

  test('the network has to be confirmed, each time', async () => {
    await bench.call('catcher.stop', {});
    await settings({ reach: 'network' });
    expect(await bench.refusal('catcher.start', {})).toMatchObject({ code: 'catcher.not-confirmed' });
    expect((await bench.call('catcher.start', { confirmNetwork: true })).listening).toBe(true);
  });

  test('a port that is taken is told, and stopping frees it', async () => {
    expect((await bench.call('catcher.stop', {})).listening).toBe(false);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    expect(await bench.refusal('catcher.start', {})).toMatchObject({ code: 'catcher.port-taken', params: { port } });
    await new Promise((resolve) => other.close(resolve));
    expect((await bench.call('catcher.start', {})).listening).toBe(true);
  });
});

function inputsOf(html: string): [string, string][] {
  const text = (value: string): string =>
    value
      .replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)))
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
  return [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
    ([, name = '', value = '']) => [text(name), text(value)],
  );
}
