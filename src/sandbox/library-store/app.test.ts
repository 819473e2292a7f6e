import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { storeAdminUserId } from '../../protocol/sandbox-control.ts';
import type { Sandbox } from '../start.ts';
import { startSandbox } from '../start.ts';
import { credentials, fieldOf, postForm, signedLaunch, testOptions, testTime } from '../test-support.ts';

let sandbox: Sandbox;
let origin: string;

beforeAll(async () => {
  sandbox = await startSandbox(testOptions);
  origin = sandbox.urls.libraryStore;
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

function launch(
  changes: Readonly<Record<string, string>> = {},
  secret: string = credentials.libraryStore.secret,
  at = origin,
) {
  const url = `${at}/auth/lti`;
  const key = { oauth_consumer_key: credentials.libraryStore.consumerKey };
  return postForm(url, signedLaunch(url, { ...key, ...changes }, secret));
}

/** The session cookie a response sets, as a browser sends it back. */
function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
}

async function enter(userId: string, at = origin): Promise<string> {
  const response = await launch({ user_id: userId }, credentials.libraryStore.secret, at);
  expect(response.status).toBe(302);
  expect(response.headers.get('location')).toBe(`${at}/library`);
  return cookieOf(response);
}

async function show(path: string, cookie = '', at = origin): Promise<{ status: number; markup: string }> {
  const response = await fetch(`${at}${path}`, { headers: cookie === '' ? {} : { cookie }, redirect: 'manual' });
  return { status: response.status, markup: await response.text() };
}

function submit(path: string, fields: Readonly<Record<string, string>>, cookie = ''): Promise<Response> {
  return postForm(`${origin}${path}`, new URLSearchParams(fields), cookie === '' ? {} : { cookie });
}

describe('a launch into the store', () => {
  it('opens a login session and shows who came, from where and with which plan', async () => {
    const { status, markup } = await show('/library', await enter('student-1'));
    expect(status).toBe(200);
    expect(fieldOf(markup, 'name')).toBe('Ines Example');
    expect(fieldOf(markup, 'way')).toBe('Launched from English 101 — Émile &amp; co + 50%');
    expect(fieldOf(markup, 'access')).toBe('plan “Campus”');
    expect(fieldOf(markup, 'user-id')).toMatch(/^[0-9a-z]{10}$/);
    expect(markup.match(/data-field="readable"/g)).toHaveLength(3);
    expect(markup.match(/data-field="locked"/g)).toHaveLength(2);
  });

  it('makes an account for each user, and finds it again', async () => {
    const id = async (cookie: string) => fieldOf((await show('/account', cookie)).markup, 'user-id');
    const first = await id(await enter('student-1'));
    expect(await id(await enter('student-2'))).not.toBe(first);
    const again = await enter('student-1');
    expect(await id(again)).toBe(first);
    expect(fieldOf((await show('/account', again)).markup, 'launches')).toBe('2');
  });

  it('gives full access when the integration is set up so', async () => {
    const libraryStore = { ...credentials.libraryStore, access: { kind: 'full' } as const };
    const open = await startSandbox({ ...testOptions, libraryStore });
    const url = open.urls.libraryStore;
    const cookie = await enter('student-1', url);
    const { markup } = await show('/library', cookie, url);
    expect(fieldOf(markup, 'access')).toBe('full access to all publications');
    expect(markup).not.toContain('data-field="locked"');
    expect((await show('/read/salt-routes', cookie, url)).status).toBe(200);
    await open.close();
  });

  it('gives other access from the next launch on when it is told so while it runs', async () => {
    const before = await enter('student-1');
    sandbox.setStoreAccess({ kind: 'full' });
    expect(fieldOf((await show('/library', before)).markup, 'access')).toBe('plan “Campus”');
    const after = await enter('student-1');
    expect(fieldOf((await show('/library', after)).markup, 'access')).toBe('full access to all publications');
    sandbox.reset();
    expect((await show('/library', await enter('student-2'))).markup).not.toContain('data-field="locked"');
    sandbox.setStoreAccess({ kind: 'plan', plan: 'Campus' });
  });

  it.each([
    [{ oauth_consumer_key: 'other' }, 401, 'consumer-key-unknown'],
    [{ oauth_signature_method: 'HMAC-SHA256' }, 401, 'signature-method'],
    [{ oauth_timestamp: String(testTime / 1000 - 301) }, 401, 'timestamp-stale'],
    [{ user_id: '' }, 400, 'user-id-missing'],
    [{ resource_link_id: '' }, 400, 'parameter-missing'],
    [{ lti_version: 'LTI-2p0' }, 400, 'parameter-invalid'],
  ])('is refused: %j → %i %s', async (changes, status, reason) => {
    const response = await launch(changes);
    expect([response.status, response.headers.get('x-sandbox-reason')]).toEqual([status, reason]);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('is refused with a wrong secret, a second time, and by GET', async () => {
    expect((await launch({}, 'wrong')).headers.get('x-sandbox-reason')).toBe('signature-mismatch');
    const nonce = { oauth_nonce: 'once' };
    expect((await launch(nonce)).status).toBe(302);
    expect((await launch(nonce)).headers.get('x-sandbox-reason')).toBe('nonce-reused');
    expect((await show('/auth/lti')).status).toBe(405);
  });

  it('finds nobody to let in when the store was given no credentials', async () => {
    const { libraryStore: _none, ...others } = credentials;
    const closed = await startSandbox({ ...others, now: () => testTime });
    const response = await launch({}, credentials.libraryStore.secret, closed.urls.libraryStore);
    expect(response.headers.get('x-sandbox-reason')).toBe('consumer-key-unknown');
    await closed.close();
  });
});

describe('the session', () => {
  it.each(['/library', '/account', '/read/harbour-and-tide'])('is needed for %s', async (path) => {
    const { status, markup } = await show(path);
    expect(status).toBe(401);
    expect(fieldOf(markup, 'problem')).toContain('no session cookie came back');
    expect((await show(path, 'library_session=guessed')).status).toBe(401);
  });

  it('ends with the logout', async () => {
    const cookie = await enter('student-1');
    expect((await submit('/logout', {}, cookie)).status).toBe(302);
    expect((await show('/library', cookie)).status).toBe(401);
  });
});

describe('reading', () => {
  it('is counted for each user alone', async () => {
    const [one, two] = [await enter('student-1'), await enter('student-2')];
    await show('/read/harbour-and-tide', one);
    const { markup } = await show('/read/harbour-and-tide', one);
    expect(fieldOf(markup, 'reads')).toBe('2');
    await show('/read/the-glasshouse-year', one);
    expect(fieldOf((await show('/read/harbour-and-tide', two)).markup, 'reads')).toBe('1');
    expect(fieldOf((await show('/account', one)).markup, 'total-reads')).toBe('3');
    expect(fieldOf((await show('/account', two)).markup, 'total-reads')).toBe('1');
    expect(fieldOf((await show('/library', await enter('student-1'))).markup, 'total-reads')).toBe('3');
  });

  it('stops where the plan ends', async () => {
    const cookie = await enter('student-1');
    expect((await show('/read/salt-routes', cookie)).status).toBe(403);
    expect((await show('/read/nothing', cookie)).status).toBe(404);
    expect(fieldOf((await show('/account', cookie)).markup, 'total-reads')).toBe('0');
  });
});

describe('an account that is completed', () => {
  const own = { email: 'Ines@School.example', password: 'correct horse' };

  it('lets the user in without a launch, with the same plan and statistics', async () => {
    const launched = await enter('student-1');
    await show('/read/harbour-and-tide', launched);
    expect((await submit('/account', own, launched)).status).toBe(302);
    const login = await submit('/login', { ...own, email: ' ines@school.example ' });
    expect(login.status).toBe(302);
    const { markup } = await show('/library', cookieOf(login));
    expect(fieldOf(markup, 'way')).toBe('Logged in with a password');
    expect(fieldOf(markup, 'access')).toBe('plan “Campus”');
    expect(fieldOf(markup, 'total-reads')).toBe('1');
    expect((await show('/read/salt-routes', cookieOf(login))).status).toBe(403);
  });

  it('needs a right email and password', async () => {
    const cookie = await enter('student-1');
    for (const [fields, words] of [
      [{ ...own, email: 'nobody' }, 'not an email address'],
      [{ ...own, password: 'short' }, 'at least 8 characters'],
    ] as const) {
      const response = await submit('/account', fields, cookie);
      expect(response.status).toBe(422);
      expect(await response.text()).toContain(words);
    }
    await submit('/account', own, cookie);
    const other = await submit('/account', own, await enter('student-2'));
    expect(await other.text()).toContain('Another account has this email address.');
    for (const fields of [{ ...own, password: 'correct hors' }, { ...own, email: 'else@school.example' }, {}]) {
      const response = await submit('/login', { email: '', password: '', ...fields });
      expect([response.status, response.headers.get('x-sandbox-reason')]).toEqual([401, 'login-failed']);
    }
  });
});

describe('an administrator', () => {
  it('gets a plain session from a launch, and rights from a login only', async () => {
    const launched = await enter(storeAdminUserId);
    const { markup } = await show('/library', launched);
    expect(fieldOf(markup, 'plain-session')).toContain('plain user rights');
    expect(markup).not.toContain('data-field="rights"');
    expect((await show('/read/salt-routes', launched)).status).toBe(403);
    expect((await show('/account', launched)).markup).not.toContain('data-field="administration"');

    const own = { email: 'admin@library.example', password: 'a long password' };
    await submit('/account', own, launched);
    const direct = cookieOf(await submit('/login', own));
    const account = await show('/account', direct);
    expect(fieldOf(account.markup, 'rights')).toBe('Administrator');
    expect(account.markup).toContain('data-field="administration"');
    expect(account.markup).toContain(credentials.libraryStore.consumerKey);
    expect(account.markup).not.toContain(credentials.libraryStore.secret);
    expect((await show('/read/salt-routes', direct)).status).toBe(200);
  });
});

describe('what the store says of its requests', () => {
  it('hides secrets, passwords and cookies, and takes faults', async () => {
    const cookie = await enter('student-1');
    await submit('/account', { email: 'a@b.example', password: 'very secret words' }, cookie);
    const text = JSON.stringify(sandbox.received('libraryStore'));
    for (const secret of ['very secret words', cookie.split('=')[1] ?? '', credentials.libraryStore.secret]) {
      expect(text).not.toContain(secret);
    }
    sandbox.setFault('libraryStore', { kind: 'cookies', policy: 'partitioned' });
    expect((await launch()).headers.getSetCookie()[0]).toContain('SameSite=None; Secure; Partitioned');
    sandbox.setFault('libraryStore', { kind: 'clock-skew', seconds: 301 });
    expect((await launch()).headers.get('x-sandbox-reason')).toBe('timestamp-stale');
    expect(() => sandbox.setFault('libraryStore', { kind: 'html-errors' })).toThrow('library store');
  });

  it('escapes what a launch says, and allows no script', async () => {
    const cookie = cookieOf(await launch({ lis_person_name_full: '<script>x</script>', context_title: '<b>' }));
    const response = await fetch(`${origin}/library`, { headers: { cookie } });
    const markup = await response.text();
    expect(markup).not.toContain('<script');
    expect(markup).not.toContain('<b></');
    expect(markup).toContain('&lt;script&gt;x');
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src '[^']+'; base-uri 'none'; form-action 'self'$/,
    );
  });
});
