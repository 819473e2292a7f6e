import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { examPageUrl } from '../../../protocol/sandbox-control.ts';
import type { Sandbox } from '../../start.ts';
import { startSandbox } from '../../start.ts';
import { callExamApi, credentials, fieldOf, oauthSignature, testOptions, testTime } from '../../test-support.ts';

let sandbox: Sandbox;
let origin: string;

beforeAll(async () => {
  sandbox = await startSandbox(testOptions);
  origin = sandbox.urls.examPlatform;
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

type Setup = {
  provider?: Readonly<Record<string, string>>;
  resource?: Readonly<Record<string, string>>;
  content?: string;
};

/** The four steps of the documents: exam, tool provider, LTI resource, document. */
async function setUp({
  provider = {},
  resource = {},
  content = '<p>Read {LTI_EXAM_1}.</p>',
}: Setup = {}): Promise<void> {
  await callExamApi(origin, ['POST', '/exams'], { name: 'Harbours & tides', type: 'classic' });
  const { consumerKey, secret } = credentials.bookshelf;
  await callExamApi(origin, ['POST', '/tool_providers'], {
    tool_name: 'Bookshelf',
    oauth_consumer_key: consumerKey,
    oauth_consumer_secret: secret,
    tool_url: `${sandbox.urls.bookshelf}/books/book`,
    lti_custom_data: '{"vbid":"L-999-70103"}',
    ...provider,
  });
  const link = { lti_resource_link_name: 'The “book” <1>', exam_id: '1', tool_provider_id: '1', ...resource };
  await callExamApi(origin, ['POST', '/lti_resources'], link);
  await callExamApi(origin, ['POST', '/exams/1/documents'], { exam_content: content }, { exam_id: '1' });
}

function examPage(id = '1'): Promise<Response> {
  return fetch(examPageUrl(sandbox.urls).replace('{id}', id));
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** The form of the launch page, as a browser would post it. */
async function launchForm(path = '/exams/1/launch/1'): Promise<{ action: string; fields: [string, string][] }> {
  const markup = await (await fetch(`${origin}${path}`)).text();
  return {
    action: unescaped(/<form action="([^"]*)" method="post"/.exec(markup)?.[1] ?? ''),
    fields: [...markup.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
      ([, name = '', value = '']) => [unescaped(name), unescaped(value)],
    ),
  };
}

function post({ action, fields }: { action: string; fields: [string, string][] }): Promise<Response> {
  return fetch(action, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

describe('the exam page', () => {
  it('shows the instructions with a frame in the place of the placeholder', async () => {
    await setUp();
    const response = await examPage();
    const markup = await response.text();
    expect(response.status).toBe(200);
    expect(fieldOf(markup, 'exam-name')).toBe('Harbours &amp; tides');
    expect(markup).toContain(
      '<iframe src="/exams/1/launch/1?candidate=1" title="The “book” &lt;1&gt;"></iframe></span>.</p>',
    );
    expect(markup).not.toContain('{LTI_EXAM_1}');
  });

  it('links to a new tab when the resource asks for it', async () => {
    await setUp({ resource: { open_in_new_tab: 'true' } });
    const markup = await (await examPage()).text();
    expect(markup).toContain('href="/exams/1/launch/1?candidate=1" target="_blank"');
    expect(markup).not.toContain('<iframe');
  });

  it('lets no script, style or attribute of the instructions through', async () => {
    const content =
      '<h2 onclick="x()">Hi</h2><script>alert(1)</script><img src=x onerror=y><a href="javascript:z">a</a> 1 < 2';
    await setUp({ content });
    const response = await examPage();
    const markup = await response.text();
    expect(markup).toContain('data-field="instructions"><h2>Hi</h2>a 1 &lt; 2</section>');
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; frame-src http: https:; img-src data:; base-uri 'none'; form-action 'none'$/,
    );
  });

  it('marks placeholders nobody has, and says where braces are missing', async () => {
    await setUp({ content: 'LTI_EXAM_1 and {LTI_EXAM_9}' });
    const markup = await (await examPage()).text();
    expect(fieldOf(markup, 'unknown-placeholder')).toBe('{LTI_EXAM_9}');
    expect(markup).toContain('without braces: not replaced');
  });

  it('exists for exams of this run only', async () => {
    const response = await examPage('4711');
    expect([response.status, response.headers.get('x-sandbox-reason')]).toEqual([404, 'exam-not-found']);
    await setUp();
    sandbox.reset();
    expect((await examPage()).status).toBe(404);
  });
});

describe('a launch from the exam page', () => {
  it('is signed with the tool provider’s key and secret and carries its custom data', async () => {
    await setUp();
    const { action, fields } = await launchForm();
    expect(action).toBe(`${sandbox.urls.bookshelf}/books/book`);
    const values = new Map(fields);
    expect(Object.fromEntries(fields)).toMatchObject({
      lti_message_type: 'basic-lti-launch-request',
      lti_version: 'LTI-1p0',
      resource_link_id: 'LTI_EXAM_1',
      user_id: 'candidate-1',
      custom_vbid: 'L-999-70103',
      launch_presentation_document_target: 'iframe',
      oauth_consumer_key: credentials.bookshelf.consumerKey,
      oauth_timestamp: String(testTime / 1000),
    });
    const unsigned = fields.filter(([name]) => name !== 'oauth_signature');
    expect(values.get('oauth_signature')).toBe(oauthSignature(action, unsigned, credentials.bookshelf.secret));
  });

  it('opens the book: the whole flow from the exam to the reader', async () => {
    await setUp({
      resource: { lti_custom_data: '{"vbid":"BOOKSHELF-TUTORIAL","book_location":"epubcfi/6/4[two]!/4"}' },
    });
    const launched = await post(await launchForm('/exams/1/launch/1?candidate=7'));
    expect(launched.status).toBe(302);
    const signIn = await fetch(launched.headers.get('location') ?? '', { redirect: 'manual' });
    const cookie = signIn.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    const reader = await (await fetch(signIn.headers.get('location') ?? '', { headers: { cookie } })).text();
    expect(fieldOf(reader, 'user')).toBe('Candidate 7 (candidate-7)');
    expect(fieldOf(reader, 'book')).toBe('A Short Guide to Launching (BOOKSHELF-TUTORIAL)');
    expect(fieldOf(reader, 'location')).toBe('epubcfi/6/4[two]!/4');
    expect(fieldOf(reader, 'course')).toBe('Harbours &amp; tides · exam-1');
  });

  it('signs a query in the launch address, line breaks and characters of every kind', async () => {
    const custom = JSON.stringify({
      vbid: 'L-999-70103',
      note: 'ü & ü\r\n= + %20 "quoted"\nlast',
      'odd:Key': 5,
      list: [1],
    });
    await setUp({
      provider: { tool_url: `${sandbox.urls.bookshelf}/books/book?section=7%20b&x=`, lti_custom_data: custom },
    });
    const form = await launchForm();
    expect(Object.fromEntries(form.fields)).toMatchObject({ 'custom_odd:Key': '5', custom_list: '[1]' });
    const browserFields = form.fields.map(([name, value]): [string, string] => [
      name,
      value.replace(/\r\n|\r|\n/g, '\r\n'),
    ]);
    expect((await post({ ...form, fields: browserFields })).status).toBe(302);
  });

  it('is new each time, and refused when the secret of the tool provider is wrong', async () => {
    await setUp();
    const form = await launchForm();
    expect((await post(form)).status).toBe(302);
    expect((await post(form)).headers.get('x-sandbox-reason')).toBe('nonce-reused');
    expect((await post(await launchForm())).status).toBe(302);
    await callExamApi(origin, ['PATCH', '/tool_providers/1'], { oauth_consumer_secret: 'wrong' }, { id: '1' });
    expect((await post(await launchForm())).headers.get('x-sandbox-reason')).toBe('signature-mismatch');
  });

  it.each([
    [{ provider: { tool_url: '' } }, 'launch address'],
    [{ provider: { tool_url: 'javascript:alert(1)' } }, 'not an http or https address'],
    [{ provider: { lti_custom_data: '{"a":' } }, 'is not JSON'],
    [{ resource: { lti_custom_data: '[1]' } }, 'not a JSON object'],
  ])('says what has to be mended: %j', async (setup, words) => {
    await setUp(setup);
    const response = await fetch(`${origin}/exams/1/launch/1`);
    expect([response.status, response.headers.get('x-sandbox-reason')]).toEqual([422, 'launch-setup']);
    expect(await response.text()).toContain(words);
    expect(await (await examPage()).text()).toContain(words);
  });
});
