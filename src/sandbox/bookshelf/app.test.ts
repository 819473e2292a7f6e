import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../start.ts';
import { startSandbox } from '../start.ts';
import {
  credentials,
  fieldOf,
  launchValues,
  oauthSignature,
  oauthValues,
  postForm,
  signedLaunch,
  testOptions,
  testTime,
} from '../test-support.ts';

let sandbox: Sandbox;
let origin: string;
let bookUrl: string;

beforeAll(async () => {
  sandbox = await startSandbox(testOptions);
  origin = sandbox.urls.bookshelf;
  bookUrl = `${origin}/books/L-999-70103`;
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

/** Follows a launch by hand, sending back the cookies a first-party browser would. */
async function follow(response: Response, keepCookies = true) {
  expect(response.status).toBe(302);
  const sso = response.headers.get('location') ?? '';
  const signIn = await fetch(sso, { redirect: 'manual' });
  const cookies = signIn.headers.getSetCookie();
  const reader = signIn.headers.get('location') ?? '';
  const session = cookies.find((cookie) => cookie.startsWith('bookshelf_session=')) ?? '';
  const headers = keepCookies ? { cookie: session.split(';', 1)[0] ?? '' } : {};
  const page = await fetch(reader, { headers });
  return { sso, cookies, reader, page, markup: await page.text() };
}

async function expectRefusal(response: Response, status: number, title: string, reason: string): Promise<void> {
  const markup = await response.text();
  expect({ status: response.status, reason: response.headers.get('x-sandbox-reason') }).toEqual({ status, reason });
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(markup).toContain(`<h1>${title}</h1>`);
}

describe('a launch that succeeds', () => {
  it('redirects twice, sets cookies on the way and shows user, book, location and role', async () => {
    const form = signedLaunch(bookUrl, { custom_book_location: 'epubcfi/6/4[two]!/4@0:65.6' });
    const { sso, cookies, reader, page, markup } = await follow(await postForm(bookUrl, form));
    expect(sso).toMatch(new RegExp(`^${origin}/sso/[\\w-]{32}$`));
    expect(reader).toBe(`${origin}/reader/L-999-70103?location=epubcfi%2F6%2F4%5Btwo%5D%21%2F4%400%3A65.6`);
    expect(cookies.map((cookie) => cookie.replace(/=[^;]+/, '=…'))).toEqual([
      'bookshelf_session=…; Path=/; HttpOnly; SameSite=Lax',
      'bookshelf_locale=…; Path=/',
      'bookshelf_device=…; Path=/; SameSite=None',
    ]);
    expect(page.status).toBe(200);
    expect(fieldOf(markup, 'user')).toBe('Ines Example (XQAvw178fejlkw9044)');
    expect(fieldOf(markup, 'book')).toBe('Harbour and Tide (L-999-70103)');
    expect(fieldOf(markup, 'location')).toBe('epubcfi/6/4[two]!/4@0:65.6');
    expect(fieldOf(markup, 'role')).toBe('Learner');
    expect(fieldOf(markup, 'account')).toBe('made by this launch');
    expect(fieldOf(markup, 'session-cookie')).toBe('sent back');
    expect(markup).toContain('<li aria-current="true">Springs and neaps</li>');
    expect(markup).not.toContain('data-field="instructor-tools"');
  });

  it('opens the book that custom_vbid names, for an instructor, and knows the user the second time', async () => {
    const url = `${origin}/books/book`;
    const changes = { custom_vbid: 'BOOKSHELF-TUTORIAL', roles: 'urn:lti:role:ims/lis/Instructor,Mentor' };
    await postForm(url, signedLaunch(url, changes));
    const { markup } = await follow(await postForm(url, signedLaunch(url, changes)));
    expect(fieldOf(markup, 'book')).toBe('A Short Guide to Launching (BOOKSHELF-TUTORIAL)');
    expect(fieldOf(markup, 'role')).toBe('Instructor, Mentor');
    expect(fieldOf(markup, 'account')).toBe('known, launch 2');
    expect(markup).toContain('data-field="instructor-tools"');
  });

  it('takes the OAuth parameters from the Authorization header', async () => {
    const oauth = oauthValues();
    const signature = oauthSignature(
      bookUrl,
      Object.entries({ ...launchValues, ...oauth }),
      credentials.bookshelf.secret,
    );
    const header = Object.entries({ ...oauth, oauth_signature: signature })
      .map(([name, value]) => `${name}="${encodeURIComponent(value)}"`)
      .join(', ');
    const form = new URLSearchParams(launchValues);
    const response = await postForm(bookUrl, form, { authorization: `OAuth realm="", ${header}` });
    const { markup } = await follow(response);
    expect(fieldOf(markup, 'user')).toContain('Ines Example');
  });

  it('signs what the launch address carries in its query', async () => {
    const url = `${bookUrl}?section=7%20b`;
    expect((await postForm(url, signedLaunch(url))).status).toBe(302);
    expect((await postForm(bookUrl, signedLaunch(url))).status).toBe(403);
  });

  it('says plainly that nobody is signed in when the session cookie does not come back', async () => {
    const { page, markup } = await follow(await postForm(bookUrl, signedLaunch(bookUrl)), false);
    expect(page.status).toBe(200);
    expect(page.headers.get('x-sandbox-reason')).toBe('session-cookie-missing');
    expect(markup).toContain('You are not signed in: your browser blocked our cookie.');
    expect(fieldOf(markup, 'session-cookie')).toBe('not sent back');
    expect(markup).not.toContain('Ines Example');
  });

  it('escapes what the launch says, and allows no script whatever it says', async () => {
    const form = signedLaunch(bookUrl, { lis_person_name_full: '<script>alert("x")</script>', roles: '<b>' });
    const { page, markup } = await follow(await postForm(bookUrl, form));
    expect(markup).not.toContain('<script');
    expect(markup).not.toContain('<b>');
    expect(markup).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;');
    const policy = page.headers.get('content-security-policy');
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'$/);
  });
});

describe('a launch that names no book', () => {
  it.each([
    ['/books', 'Materials of this course'],
    ['/materials', 'All your materials'],
    ['/bookshelf', 'Your bookshelf'],
  ])('to %s leads to a list: %s', async (path, title) => {
    await postForm(bookUrl, signedLaunch(bookUrl, { context_id: 'course-1' }));
    const other = `${origin}/books/BOOKSHELF-TUTORIAL`;
    await postForm(other, signedLaunch(other, { context_id: 'course-2' }));
    const url = `${origin}${path}`;
    const { page, markup } = await follow(await postForm(url, signedLaunch(url, { context_id: 'course-1' })));
    expect([page.status, fieldOf(markup, 'shelf'), fieldOf(markup, 'user-name')]).toEqual([200, title, 'Ines Example']);
    expect(markup).toContain('Harbour and Tide');
    expect(markup.includes('A Short Guide to Launching')).toBe(path !== '/books');
  });

  it('says that nobody is signed in without the cookie', async () => {
    const url = `${origin}/bookshelf`;
    const { page, markup } = await follow(await postForm(url, signedLaunch(url)), false);
    expect(page.headers.get('x-sandbox-reason')).toBe('session-cookie-missing');
    expect(fieldOf(markup, 'signed-out')).toContain('not signed in');
  });
});

describe('a location in the book', () => {
  it.each(['epubcfi/6/6[three]!/4@0:65.6', 'epubcfi%2F6%2F6%5Bthree%5D%21%2F4%400%3A65.6', '/6/6[three]!/4@0:65.6'])(
    'is honoured raw and percent-encoded: %s',
    async (location) => {
      const form = signedLaunch(bookUrl, { custom_book_location: location });
      const { markup } = await follow(await postForm(bookUrl, form));
      expect(markup).toContain('<li aria-current="true">The turn of the tide</li>');
      expect(fieldOf(markup, 'location')).toContain('/6/6[three]!/4@0:65.6');
    },
  );
});

describe('a launch that is refused', () => {
  it('answers 470 when the access codes of an online resource are used up', async () => {
    const url = `${origin}/books/SANDBOX-NO-CODES`;
    await expectRefusal(await postForm(url, signedLaunch(url)), 470, 'Redemption failed', 'access-code-missing');
  });

  it.each(['context_title', 'context_label'])('takes 255 characters in %s, whatever they are', async (name) => {
    const take = (length: number) => postForm(bookUrl, signedLaunch(bookUrl, { [name]: '🌊'.repeat(length) }));
    expect((await take(255)).status).toBe(302);
    expect((await take(256)).status).toBe(403);
  });

  it('answers 403 Invalid Signature to a wrong secret and to a changed parameter', async () => {
    const wrong = signedLaunch(bookUrl, {}, 'another secret');
    await expectRefusal(await postForm(bookUrl, wrong), 403, 'Invalid Signature', 'signature-mismatch');
    const changed = signedLaunch(bookUrl);
    changed.set('user_id', 'somebody-else');
    await expectRefusal(await postForm(bookUrl, changed), 403, 'Invalid Signature', 'signature-mismatch');
  });

  it.each([
    [{ oauth_consumer_key: 'unknown' }, 401, 'Invalid oauth consumer key', 'consumer-key-unknown'],
    [{ oauth_signature_method: 'HMAC-SHA256' }, 401, 'Invalid signature method', 'signature-method'],
    [{ oauth_signature_method: 'PLAINTEXT' }, 401, 'Invalid signature method', 'signature-method'],
    [{ oauth_version: '2.0' }, 401, 'Invalid OAuth version', 'oauth-version'],
    [{ oauth_nonce: '' }, 401, 'Unauthenticated User', 'oauth-parameter-missing'],
    [{ oauth_timestamp: String(testTime / 1000 - 301) }, 401, 'Timestamp Expired', 'timestamp-stale'],
    [{ oauth_timestamp: String(testTime / 1000 + 301) }, 401, 'Timestamp Expired', 'timestamp-stale'],
    [{ oauth_timestamp: 'yesterday' }, 401, 'Timestamp Expired', 'timestamp-stale'],
    [{ user_id: '' }, 401, 'Missing user_id field', 'user-id-missing'],
    [{ lti_version: '' }, 403, 'Forbidden', 'parameter-missing'],
    [{ lti_message_type: '' }, 403, 'Forbidden', 'parameter-missing'],
    [{ launch_presentation_document_target: '' }, 403, 'Forbidden', 'parameter-missing'],
    [{ launch_presentation_document_target: 'popup' }, 403, 'Forbidden', 'parameter-invalid'],
    [{ lti_version: 'LTI-1p1' }, 403, 'Forbidden', 'parameter-invalid'],
    [{ context_title: 'x'.repeat(256) }, 403, 'Invalid Signature', 'context-too-long'],
  ])('%j → %i %s', async (changes, status, title, reason) => {
    await expectRefusal(await postForm(bookUrl, signedLaunch(bookUrl, changes)), status, title, reason);
  });

  it('takes timestamps up to five minutes off', async () => {
    const form = signedLaunch(bookUrl, { oauth_timestamp: String(testTime / 1000 - 300) });
    expect((await postForm(bookUrl, form)).status).toBe(302);
  });

  it('takes a signed launch once', async () => {
    const form = signedLaunch(bookUrl);
    expect((await postForm(bookUrl, form)).status).toBe(302);
    const title = 'Duplicate nonce to one already received';
    await expectRefusal(await postForm(bookUrl, form), 401, title, 'nonce-reused');
  });

  it('refuses an OAuth parameter that comes twice', async () => {
    const form = signedLaunch(bookUrl);
    form.append('oauth_nonce', 'another');
    await expectRefusal(await postForm(bookUrl, form), 401, 'Invalid Signature', 'oauth-parameter-repeated');
  });

  it.each(['/books/NO-SUCH-BOOK', '/books/book'])('answers 404 when %s names no book', async (path) => {
    const url = `${origin}${path}`;
    await expectRefusal(await postForm(url, signedLaunch(url)), 404, 'Not found', 'book-unknown');
  });

  it('answers Invalid Signature at /books/', async () => {
    const url = `${origin}/books/`;
    await expectRefusal(await postForm(url, signedLaunch(url)), 403, 'Invalid Signature', 'trailing-slash');
  });

  it('answers 404 to a launch by GET', async () => {
    await expectRefusal(await fetch(bookUrl), 404, 'Not found', 'unknown-path');
  });
});

describe('after the launch', () => {
  it('spends the sign-in address', async () => {
    const { sso } = await follow(await postForm(bookUrl, signedLaunch(bookUrl)));
    const title = 'Unable to recover BusinessCenter context';
    await expectRefusal(await fetch(sso), 401, title, 'sso-token-spent');
  });

  it('shows only books of the user’s library', async () => {
    const { cookies } = await follow(await postForm(bookUrl, signedLaunch(bookUrl)));
    const headers = { cookie: cookies[0]?.split(';', 1)[0] ?? '' };
    const response = await fetch(`${origin}/reader/SANDBOX-0001`, { headers });
    await expectRefusal(response, 403, 'Forbidden', 'book-not-in-library');
  });

  it('lists its books at the root', async () => {
    const response = await fetch(origin);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<code>BOOKSHELF-TUTORIAL</code>');
  });
});
