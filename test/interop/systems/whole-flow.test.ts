import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createMemoryNonceLedger, createNonceSource, sign, verify } from '../../../src/core/signing/index.ts';
import type { Pairs } from '../../../src/protocol/models/pairs.ts';
import type { SignedRequest } from '../../../src/protocol/models/signing.ts';
import { signInputSchema } from '../../../src/protocol/models/signing.ts';
import { examPageUrl } from '../../../src/protocol/sandbox-control.ts';
import type { Sandbox } from '../../../src/sandbox/start.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { byNodeOAuth1, byOAuthSignature, readWire } from '../signing/peers.ts';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const ports = { clock: { now: Date.now }, random, nonces: createNonceSource(random, createMemoryNonceLedger()) };
const examPlatform = { apiToken: 'token-of-the-flow', secretKey: 'key of the flow' };
const bookshelf = { consumerKey: 'flow-key', secret: "a&b=c+d %20!*'()~/ä" };
const libraryStore = { consumerKey: 'store-key', secret: 'store & secret' };

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ examPlatform, bookshelf, libraryStore });
});
afterAll(() => sandbox.close());

/** A call that core signs and the exam platform, which shares no code with it, verifies. */
async function callExamApi(method: string, path: string, params: Pairs, pathParams: Pairs = []): Promise<unknown> {
  const { request } = sign(
    signInputSchema.parse({
      scheme: 'proctorexam',
      method,
      url: `${sandbox.urls.examPlatform}/api/v3${path}`,
      params,
      pathParams,
      credential: examPlatform,
    }),
    ports,
  );
  const response = await fetch(request.url, { method, headers: request.headers, body: request.body });
  const body: unknown = await response.json();
  expect({ path, status: response.status, body }).toMatchObject({ status: 200 });
  return body;
}

const created = z.looseObject({ id: z.number() });

/** The four steps: exam, tool provider, LTI resource, document. Returns the exam's id. */
async function prepareExam(toolUrl: string, consumer: { consumerKey: string; secret: string }, custom: string) {
  const { exam } = z.object({ exam: created }).parse(
    await callExamApi('POST', '/exams', [
      ['name', 'Größe & Maß 100 %'],
      ['type', 'classic'],
    ]),
  );
  const { tool_provider } = z.object({ tool_provider: created }).parse(
    await callExamApi('POST', '/tool_providers', [
      ['tool_name', 'The tool'],
      ['oauth_consumer_key', consumer.consumerKey],
      ['oauth_consumer_secret', consumer.secret],
      ['tool_url', toolUrl],
      ['lti_custom_data', custom],
    ]),
  );
  const { lti_resource } = z.object({ lti_resource: created.extend({ placeholder: z.string() }) }).parse(
    await callExamApi('POST', '/lti_resources', [
      ['lti_resource_link_name', 'The book = “one”'],
      ['exam_id', String(exam.id)],
      ['tool_provider_id', String(tool_provider.id)],
    ]),
  );
  const content: Pairs = [['exam_content', `<p>Open {${lti_resource.placeholder}} & read.</p>`]];
  await callExamApi('POST', `/exams/${exam.id}/documents`, content, [['exam_id', String(exam.id)]]);
  return exam.id;
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** What a browser posts when it opens the exam page and the frame in it. */
async function launchFromExamPage(examId: number): Promise<SignedRequest> {
  const page = await (await fetch(examPageUrl(sandbox.urls).replace('{id}', String(examId)))).text();
  const frame = unescaped(/<iframe src="([^"]*)"/.exec(page)?.[1] ?? '');
  const form = await (await fetch(new URL(frame, sandbox.urls.examPlatform))).text();
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
    ([, name = '', value = '']): [string, string] => [unescaped(name), unescaped(value)],
  );
  return {
    method: 'POST',
    url: unescaped(/<form action="([^"]*)"/.exec(form)?.[1] ?? ''),
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    fields,
    body: new URLSearchParams(fields).toString(),
  };
}

/** Posts a launch and follows it as a browser does that keeps cookies. */
async function follow(launch: SignedRequest): Promise<{ statuses: number[]; page: string }> {
  const cookies = new Map<string, string>();
  const statuses: number[] = [];
  let response = await fetch(launch.url, {
    method: 'POST',
    headers: launch.headers,
    body: launch.body,
    redirect: 'manual',
  });
  for (;;) {
    statuses.push(response.status);
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';', 1);
      cookies.set(pair.slice(0, pair.indexOf('=')), pair);
    }
    const location = response.headers.get('location');
    if (location === null) return { statuses, page: await response.text() };
    response = await fetch(location, { headers: { cookie: [...cookies.values()].join('; ') }, redirect: 'manual' });
  }
}

describe('from the exam to the open book', () => {
  test('the launch of the exam page is right for core, for node-oauth1 and for oauth-signature', async () => {
    const custom = JSON.stringify({ vbid: 'BOOKSHELF-TUTORIAL', note: '1 + 1 = 2 & ü 🎓' });
    const examId = await prepareExam(`${sandbox.urls.bookshelf}/books/book?x=a%20b`, bookshelf, custom);
    const launch = await launchFromExamPage(examId);
    const wire = readWire(launch);
    const secrets = { secret: bookshelf.secret, tokenSecret: '' };
    expect(wire.signature).toBe(byNodeOAuth1(wire, secrets));
    expect(wire.signature).toBe(byOAuthSignature(wire, secrets));
    const credential = { key: bookshelf.consumerKey, secret: bookshelf.secret };
    expect(
      verify({ scheme: 'oauth1', method: launch.method, url: launch.url, fields: launch.fields, credential }),
    ).toMatchObject({ verdict: 'valid', findings: [] });
  });

  test('the book opens at its location, for the candidate of the exam', async () => {
    const custom = JSON.stringify({ vbid: 'L-999-70103', book_location: 'epubcfi/6/6[idloc]!/4/2@0:65.6' });
    const examId = await prepareExam(`${sandbox.urls.bookshelf}/books/book`, bookshelf, custom);
    const { statuses, page } = await follow(await launchFromExamPage(examId));
    expect(statuses).toEqual([302, 302, 200]);
    expect(page).toContain('Candidate 1 (candidate-1)');
    expect(page).toContain('<li aria-current="true">The turn of the tide</li>');
  });

  test('the exam opens the library store just as well', async () => {
    const examId = await prepareExam(`${sandbox.urls.libraryStore}/auth/lti`, libraryStore, '{}');
    const { statuses, page } = await follow(await launchFromExamPage(examId));
    expect(statuses).toEqual([302, 200]);
    expect(page).toContain('Launched from Größe &amp; Maß 100 %');
  });
});

test('a launch that core signs opens the library store', async () => {
  const params: Pairs = [
    ['lti_message_type', 'basic-lti-launch-request'],
    ['lti_version', 'LTI-1p0'],
    ['resource_link_id', 'link 1'],
    ['user_id', 'student-1'],
    ['lis_person_name_full', 'Zoë O’Neill + 1'],
  ];
  const url = `${sandbox.urls.libraryStore}/auth/lti`;
  const credential = { key: libraryStore.consumerKey, secret: libraryStore.secret };
  const { request } = sign(
    signInputSchema.parse({ scheme: 'oauth1', method: 'POST', url, params, credential, callback: 'about:blank' }),
    ports,
  );
  const { statuses, page } = await follow(request);
  expect(statuses).toEqual([302, 200]);
  expect(page).toContain('Zoë O’Neill + 1');
});
