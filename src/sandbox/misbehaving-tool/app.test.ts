import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MisbehaviourId } from '../../protocol/misbehaving/catalogue.ts';
import { misbehavingLaunchUrl, misbehaviours } from '../../protocol/misbehaving/catalogue.ts';
import { errorTextBehaviours } from '../../protocol/misbehaving/error-texts.ts';
import { parameterBehaviours } from '../../protocol/misbehaving/parameters.ts';
import { signatureBehaviours } from '../../protocol/misbehaving/signature.ts';
import type { Sandbox } from '../start.ts';
import { startSandbox } from '../start.ts';
import { fieldOf, launchValues, testOptions, testTime } from '../test-support.ts';
import { behaviours } from './behaviours.ts';
import { catalogueOf, entryOf, follow, formFor, launch, send } from './test-support.ts';

let sandbox: Sandbox;
let origin: string;
let catalogue: Awaited<ReturnType<typeof catalogueOf>>;

beforeAll(async () => {
  sandbox = await startSandbox(testOptions);
  origin = sandbox.urls.misbehavingTool;
  catalogue = await catalogueOf(origin);
});
afterAll(() => sandbox.close());

describe('the catalogue', () => {
  it('lists every behaviour once, and the tool has each', () => {
    const ids = misbehaviours.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...behaviours.keys()].sort()).toEqual([...ids].sort());
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(catalogue.behaviours.map(({ id }) => id)).toEqual(ids);
  });

  it('covers every row of network, browser and signature failures', () => {
    const rows = new Set(misbehaviours.flatMap((entry): readonly string[] => entry.rows));
    const oauth = Array.from({ length: 23 }, (_, index) => `A${index + 1}`);
    expect([...oauth, 'B1', 'B2', 'B3', 'B4', 'B5', 'B20', 'B21', 'B22'].filter((row) => !rows.has(row))).toEqual([]);
  });

  it('stands in the documentation', async () => {
    const text = await readFile(new URL('../../../docs/sandbox.md', import.meta.url), 'utf8');
    expect(misbehaviours.filter(({ id }) => !text.includes(`| \`${id}\``)).map(({ id }) => id)).toEqual([]);
  });

  it('is shown on a page', async () => {
    const { status, body } = await send(`${origin}/`);
    expect(status).toBe(200);
    for (const { id } of misbehaviours) expect(body).toContain(`/launch/${id}`);
  });

  it('answers 404 to what it does not list', async () => {
    const url = `${origin}/launch/kind-tool`;
    expect((await send(url, { form: formFor(url) })).reason).toBe('unknown-path');
    expect((await send(`${origin}/launch/redirect-302/nowhere`)).reason).toBe('unknown-path');
    expect((await send(`${origin}/launch/frame-deny`)).reason).toBe('post-lost');
  });
});

describe('a launch that is signed wrongly', () => {
  it('is refused by a tool that verifies rightly', async () => {
    const url = `${origin}/launch/redirect-307`;
    const form = formFor(url);
    form.set('user_id', 'somebody-else');
    expect(await send(url, { form })).toMatchObject({ status: 403, reason: 'signature-mismatch' });
  });
});

const reasons = new Map<MisbehaviourId, string>([
  ['key-unknown', 'consumer-key-unknown'],
  ['oauth-fields-stripped', 'oauth-parameter-missing'],
  ['clock-ahead', 'timestamp-stale'],
  ['clock-behind', 'timestamp-stale'],
  ['nonce-retried', 'nonce-reused'],
]);

/** Those whose trigger is no part of a launch to be sent, or that need https. */
const inWords: readonly MisbehaviourId[] = ['signature-plus-to-space', 'callback-added', 'proxy-scheme-lost'];

describe('verifiers that go wrong', () => {
  it.each(signatureBehaviours.map(({ id }) => id).filter((id) => !inWords.includes(id)))('%s', async (id) => {
    const reply = await launch(origin, id);
    expect([401, 403]).toContain(reply.status);
    expect(reply.reason).toBe(reasons.get(id) ?? 'signature-mismatch');
    expect(reply.body).not.toBe('');
  });

  it.each(
    misbehaviours.filter(({ trigger }) => trigger !== undefined && trigger.words === undefined).map(({ id }) => id),
  )('%s takes a launch without what triggers it', async (id) => {
    const url = `${origin}/launch/${id}`;
    const reply = await send(url, { form: formFor(url, { context_title: 'English 101' }) });
    expect(reply.status).toBe(200);
    expect(fieldOf(reply.body, 'user')).toBe(launchValues.user_id);
  });

  it('signature-plus-to-space refuses just the signatures with a plus', async () => {
    const url = misbehavingLaunchUrl(origin, entryOf('signature-plus-to-space'));
    const seen = new Set<boolean>();
    while (seen.size < 2) {
      const form = formFor(url);
      const hasPlus = form.get('oauth_signature')?.includes('+') === true;
      seen.add(hasPlus);
      expect((await send(url, { form })).status === 200).toBe(!hasPlus);
    }
  });

  it('callback-added refuses launches without oauth_callback only', async () => {
    expect((await launch(origin, 'callback-added')).status).toBe(200);
    const without = await launch(origin, 'callback-added', { fields: { oauth_callback: '' } });
    expect(without.reason).toBe('signature-mismatch');
  });

  it('proxy-scheme-lost refuses over https what it takes over http', async () => {
    expect((await launch(origin, 'proxy-scheme-lost')).status).toBe(200);
    const secure = await launch(catalogue.https.valid, 'proxy-scheme-lost', { ca: catalogue.ca });
    expect(secure.reason).toBe('signature-mismatch');
    expect((await launch(catalogue.https.valid, 'redirect-307', { ca: catalogue.ca })).status).toBe(307);
  });

  it('has the Date of its wrong clock', async () => {
    const skew = async (id: MisbehaviourId) =>
      (Date.parse((await launch(origin, id)).headers.date ?? '') - testTime) / 1000;
    expect([await skew('clock-ahead'), await skew('clock-behind')]).toEqual([600, -600]);
  });
});

describe('tools that make the wrong thing of the parameters', () => {
  const outcomes: Readonly<Record<string, readonly [status: number, text: string]>> = {
    'role-unknown': [200, '>student<'],
    'outcomes-body-hash': [400, 'no outcome service'],
    'outcomes-url': [400, 'no outcome service'],
    'parameter-demanded': [400, 'lis_person_sourcedid'],
    'version-demanded': [400, 'LTI-1p0, expected LTI-1p1'],
    'length-limit': [401, 'context_title is longer than 255'],
  };

  it.each(parameterBehaviours.map(({ id }) => id))('%s', async (id) => {
    const { status, body } = await launch(origin, id);
    expect(status).toBe(outcomes[id]?.[0]);
    expect(body).toContain(outcomes[id]?.[1]);
  });

  it('role-unknown knows the full URN', async () => {
    const reply = await launch(origin, 'role-unknown', { fields: { roles: 'urn:lti:role:ims/lis/Instructor' } });
    expect(fieldOf(reply.body, 'rights')).toBe('instructor');
  });
});

describe('error texts', () => {
  const texts: Readonly<Record<string, string>> = {
    'error-text-moodle': 'Invalid request',
    'error-text-canvas': 'launch_no_longer_valid',
    'error-text-blackboard': 'kid must be non-empty',
    'error-text-brightspace': 'KeyId not found in token',
    'error-text-pylti1p3': 'pylti1p3.exception.LtiException: Invalid Nonce',
    'error-text-ltijs': 'MISSING_VALIDATION_COOKIE',
    'error-text-lti-php': 'JWT signature check failed',
    'error-text-packback': 'Please make sure you have cookies enabled',
  };

  it.each(errorTextBehaviours.map(({ id }) => id))('%s', async (id) => {
    const reply = await send(`${origin}/launch/${id}`, { form: new URLSearchParams() });
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.reason).toBe('misbehaves-on-purpose');
    expect(reply.body).toContain(texts[id]);
  });
});

describe('redirects', () => {
  const redirected = async (id: MisbehaviourId) => {
    const url = misbehavingLaunchUrl(origin, entryOf(id));
    const form = formFor(url);
    const first = await send(url, { form });
    return { first, last: await follow(first, form) };
  };

  it.each([
    ['redirect-301', 301],
    ['redirect-302', 302],
    ['redirect-303', 303],
    ['redirect-slash', 301],
  ] as const)('%s loses the launch', async (id, status) => {
    const { first, last } = await redirected(id);
    expect([first.status, last.status, last.reason]).toEqual([status, 405, 'post-lost']);
  });

  it.each([
    ['redirect-307', 307, 1],
    ['redirect-308', 308, 1],
    ['redirect-chain', 307, 7],
  ] as const)('%s keeps the launch', async (id, status, hops) => {
    const { first, last } = await redirected(id);
    expect([first.status, last.status, last.hops]).toEqual([status, 200, hops]);
    expect(fieldOf(last.body, 'user')).toBe(launchValues.user_id);
  });

  it('redirect-307-reverified refuses the address that was not signed', async () => {
    const { last } = await redirected('redirect-307-reverified');
    expect([last.status, last.reason]).toEqual([403, 'signature-mismatch']);
  });

  it('redirect-loop never ends, redirect-not-found ends on 404', async () => {
    expect((await redirected('redirect-loop')).last).toMatchObject({ status: 302, hops: 20 });
    expect((await redirected('redirect-not-found')).last).toMatchObject({ status: 404, hops: 1 });
  });

  it('page-loop goes from page to page and back', async () => {
    const nextOf = (body: string) => /location\.replace\("([^"]+)"\)/.exec(body)?.[1] ?? '';
    const login = nextOf((await launch(origin, 'page-loop')).body);
    const check = nextOf((await send(login)).body);
    expect(check).not.toBe(login);
    expect(nextOf((await send(check)).body)).toBe(login);
  });

  it.each(['meta-refresh', 'script-redirect'] as const)('%s goes on to the tool', async (id) => {
    const page = await launch(origin, id);
    const next = /https?:\/\/[^"'<]+\/start\?session=[\w-]+/.exec(page.body)?.[0] ?? '';
    expect([page.status, fieldOf((await send(next)).body, 'user')]).toEqual([200, launchValues.user_id]);
  });

  it.each([
    ['script-form', 200, undefined],
    ['nonce-reposted', 403, 'nonce-reused'],
  ] as const)('%s posts its form', async (id, status, reason) => {
    const page = await launch(origin, id);
    expect(page.body).toContain('document.forms[0].submit()');
    const action = new URL(/action="([^"]+)"/.exec(page.body)?.[1] ?? '', origin).href;
    const form = new URLSearchParams();
    for (const [, name = '', value = ''] of page.body.matchAll(/name="([^"]+)" value="([^"]*)"/g)) {
      form.append(name, value.replaceAll('&amp;', '&'));
    }
    const reply = await send(action, { form });
    expect([reply.status, reply.reason]).toEqual([status, reason]);
  });
});

describe('the echo', () => {
  const seenAt = async (path: string) => {
    const { status, body } = await send(`${origin}${path}`);
    return { status, ...JSON.parse(body) };
  };

  it('says how the tool sees a request, and how a tool with a behaviour does', async () => {
    const { host, port } = new URL(origin);
    expect(await seenAt('/echo')).toMatchObject({ status: 200, scheme: 'http', host, port: Number(port) });
    expect(await seenAt('/echo/host-rewritten')).toMatchObject({ host: 'tool.internal:8080', port: 8080 });
    const secure = await send(`${catalogue.https.valid}/echo/proxy-scheme-lost`, { ca: catalogue.ca });
    expect(JSON.parse(secure.body)).toMatchObject({ scheme: 'http', host: new URL(catalogue.https.valid).host });
    expect((await seenAt('/echo/nothing')).status).toBe(404);
  });
});
