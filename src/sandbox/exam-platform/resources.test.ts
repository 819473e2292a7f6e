import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../start.ts';
import { startSandbox } from '../start.ts';
import type { PathIds } from '../test-support.ts';
import {
  callExamApi,
  credentials,
  examHeaders,
  examSignature,
  freshNonce,
  testOptions,
  testTime,
  toolProviderValues,
} from '../test-support.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox(testOptions);
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

function call(method: string, path: string, values: Readonly<Record<string, string>> = {}, ids: PathIds = {}) {
  return callExamApi(sandbox.urls.examPlatform, [method, path], values, ids);
}

async function answered(response: Promise<Response>): Promise<{ status: number; body: unknown }> {
  const { status, ...rest } = await response.then(async (answer) => ({
    status: answer.status,
    body: await answer.json(),
  }));
  return { status, ...rest };
}

const exam = { name: 'Psychostasia', type: 'record_review' };

describe('exams', () => {
  it('are created in the documented shape, times taken as ISO 8601 or seconds', async () => {
    const values = {
      ...exam,
      use_duration: 'true',
      duration_minutes: '90',
      start_time: '2018-11-21T00:54:00.000+01:00',
      end_time: '1542761640',
      for_reviewing: '1',
      allow_websites: 'true',
      restrictions: 'None.',
    };
    expect(await answered(call('POST', '/exams', values))).toEqual({
      status: 200,
      body: {
        exam: {
          id: 1,
          institute_id: 1,
          name: 'Psychostasia',
          terms: null,
          created_at: '2026-03-01T12:00:00.000+00:00',
          updated_at: '2026-03-01T12:00:00.000+00:00',
          duration_minutes: 90,
          clipboard: null,
          start_time: '2018-11-20T23:54:00.000+00:00',
          mode: '01110000',
          upload_answers: false,
          token: expect.stringMatching(/^[0-9a-f]{32}$/),
          user_id: 5,
          end_time: '2018-11-21T00:54:00.000+00:00',
          restrictions: 'None.',
          published: false,
          status: 'open',
          for_reviewing: true,
          uploaded_exam_documents_file_name: null,
          uploaded_exam_documents_content_type: null,
          uploaded_exam_documents_file_size: null,
          uploaded_exam_documents_updated_at: null,
          timezone: 0,
          use_duration: true,
          global_proctoring: true,
          global_reviewing: true,
          exam_language: 'en-GB',
          web_cam: true,
          mobile_cam: true,
          screen_share: true,
          live_proctoring: false,
        },
      },
    });
  });

  it.each(['name', 'type'])('need a %s', async (name) => {
    expect(await answered(call('POST', '/exams', { ...exam, [name]: '' }))).toEqual({
      status: 422,
      body: { error: `Param is missing or the value is empty: '${name}'` },
    });
  });

  it.each(['PATCH', 'PUT'])('are changed by %s, what is not sent stays', async (method) => {
    await call('POST', '/exams', { ...exam, duration_minutes: '90' });
    const changed = await answered(call(method, '/exams/1', { name: 'New name', mobile_cam: 'false' }, { id: '1' }));
    expect(changed).toMatchObject({
      status: 200,
      body: { exam: { id: 1, name: 'New name', duration_minutes: 90, mobile_cam: false } },
    });
    expect(await answered(call('GET', '/exams/1', {}, { id: '1' }))).toEqual(changed);
  });

  it('are found by filter, status and order', async () => {
    for (const [name, start_time] of [
      ['B', '2025-01-01'],
      ['A', '2025-02-01'],
      ['C', '2025-02-01'],
    ] as const) {
      await call('POST', '/exams', { ...exam, name, start_time });
    }
    await call('DELETE', '/exams/3', {}, { id: '3' });
    const names = async (values: Readonly<Record<string, string>>) => {
      const { body } = await answered(call('GET', '/exams', values));
      return (
        JSON.stringify(body)
          .match(/(?<="name":")[ABC]/g)
          ?.join('') ?? ''
      );
    };
    expect(await names({ sort: '[{"start_time":"desc"},{"name":"asc"}]' })).toBe('ACB');
    expect(await names({ filter: '{"start_time":{"gte":"2025-02-01"}}' })).toBe('AC');
    expect(await names({ filter: '{"name":"B"}' })).toBe('B');
    expect(await names({ status: 'open' })).toBe('BA');
    expect(await names({ status: 'deleted' })).toBe('C');
    expect(await names({ page: '2', limit: '2' })).toBe('C');
  });

  it.each([
    ['filter', '{"name":'],
    ['filter', '[]'],
    ['filter', '{"id":{"around":1}}'],
    ['sort', '{"name":"asc"}'],
    ['sort', '[{"name":"up"}]'],
    ['status', 'lost'],
  ])('refuse %s = %s', async (name, value) => {
    expect(await answered(call('GET', '/exams', { [name]: value }))).toMatchObject({
      status: 422,
      body: { error: expect.stringContaining(`Invalid parameter '${name}'`) },
    });
  });

  it('that do not exist are answered with 404, ids that are none with 422', async () => {
    expect(await answered(call('GET', '/exams/9', {}, { id: '9' }))).toEqual({
      status: 404,
      body: { error: "Couldn't find Exam with 'id'='9'" },
    });
    expect((await call('GET', '/exams/nine', {}, { id: 'nine' })).status).toBe(422);
  });
});

async function createExamAndProvider(): Promise<void> {
  await call('POST', '/exams', exam);
  await call('POST', '/tool_providers', { ...toolProviderValues, tool_url: 'https://tool.example/launch' });
}

const link = { lti_resource_link_name: 'The book', exam_id: '1', tool_provider_id: '1' };

describe('LTI resources', () => {
  beforeEach(createExamAndProvider);

  it('are created in the documented shape, with the launch address of their tool provider', async () => {
    expect(await answered(call('POST', '/lti_resources', link))).toEqual({
      status: 200,
      body: {
        lti_resource: {
          id: 1,
          lti_resource_link_id: null,
          tool_provider_id: '1',
          lti_resource_link_name: 'The book',
          exam_id: 1,
          created_at: '2026-03-01T12:00:00.000+00:00',
          updated_at: '2026-03-01T12:00:00.000+00:00',
          lti_resource_launch_url: 'https://tool.example/launch',
          lti_custom_data: '',
          open_in_new_tab: false,
          placeholder: 'LTI_EXAM_1',
        },
      },
    });
    const second = call('POST', '/lti_resources', { ...link, lti_resource_launch_url: 'https://other.example/' });
    expect(await answered(second)).toMatchObject({
      body: { lti_resource: { placeholder: 'LTI_EXAM_2', lti_resource_launch_url: 'https://other.example/' } },
    });
    expect(await answered(call('GET', '/lti_resources'))).toMatchObject({
      status: 200,
      body: { lti_resources: [{ id: 1 }, { id: 2 }] },
    });
  });

  it('are shown and changed', async () => {
    await call('POST', '/lti_resources', link);
    const values = { lti_resource_link_name: 'Another', open_in_new_tab: '1', lti_custom_data: '{"a":1}' };
    const changed = await answered(call('PATCH', '/lti_resources/1', values, { id: '1' }));
    expect(changed).toMatchObject({
      status: 200,
      body: {
        lti_resource: {
          lti_resource_link_name: 'Another',
          open_in_new_tab: true,
          lti_custom_data: '{"a":1}',
          exam_id: 1,
        },
      },
    });
    expect(await answered(call('GET', '/lti_resources/1', {}, { id: '1' }))).toEqual(changed);
  });

  it.each([
    [{ ...link, exam_id: '7' }, "Couldn't find Exam with 'id'='7'"],
    [{ ...link, tool_provider_id: '8' }, "Couldn't find tool provider with 'id'='8'"],
  ])('answer 404 to what they cannot be linked to', async (values, error) => {
    expect(await answered(call('POST', '/lti_resources', values))).toEqual({ status: 404, body: { error } });
  });

  it('answer 404 for themselves, and 401 to a reader who is not known', async () => {
    expect(await answered(call('GET', '/lti_resources/5', {}, { id: '5' }))).toEqual({
      status: 404,
      body: { error: "Couldn't find lti resource with 'id'='5'" },
    });
    expect((await call('GET', '/lti_resources/5')).status).toBe(401);
  });
});

describe('a tool provider', () => {
  beforeEach(createExamAndProvider);

  it('is changed', async () => {
    const changed = await answered(call('PUT', '/tool_providers/1', { use_as_basic_link: 'false' }, { id: '1' }));
    expect(changed).toMatchObject({
      status: 200,
      body: { tool_provider: { use_as_basic_link: false, oauth_consumer_secret: 'their-secret' } },
    });
  });

  it('is locked while an open exam uses it, and can be removed when none does', async () => {
    await call('POST', '/lti_resources', link);
    expect(await answered(call('DELETE', '/tool_providers/1', {}, { id: '1' }))).toEqual({
      status: 423,
      body: { error: { open_exam: [[{ id: 1, name: 'Psychostasia' }]] } },
    });
    await call('DELETE', '/exams/1', {}, { id: '1' });
    expect((await call('DELETE', '/tool_providers/1', {}, { id: '1' })).status).toBe(200);
    expect((await call('GET', '/tool_providers/1', {}, { id: '1' })).status).toBe(404);
  });
});

describe('documents', () => {
  beforeEach(createExamAndProvider);

  it('are created, listed as the one of the exam, changed and removed', async () => {
    const ids = { exam_id: '1', id: '1' };
    const created = await answered(
      call('POST', '/exams/1/documents', { exam_content: '<p>{LTI_EXAM_1}</p>' }, { exam_id: '1' }),
    );
    expect(created).toEqual({
      status: 200,
      body: {
        document: {
          id: 1,
          exam_content: '<p>{LTI_EXAM_1}</p>',
          created_at: '2026-03-01T12:00:00.000+00:00',
          updated_at: '2026-03-01T12:00:00.000+00:00',
          exam_id: 1,
          file_file_name: null,
          file_content_type: null,
          file_file_size: null,
          file_updated_at: null,
          file_processing: false,
        },
      },
    });
    expect(await answered(call('GET', '/exams/1/documents', {}, { exam_id: '1' }))).toEqual(created);
    const changed = await answered(call('PATCH', '/exams/1/documents/1', { exam_content: 'New' }, ids));
    expect(changed).toMatchObject({ body: { document: { exam_content: 'New' } } });
    expect(await answered(call('GET', '/exams/1/documents/1', {}, ids))).toEqual(changed);
    expect((await call('DELETE', '/exams/1/documents/1', {}, ids)).status).toBe(200);
    expect((await call('GET', '/exams/1/documents/1', {}, ids)).status).toBe(404);
  });

  it('need their content, an exam, and a signature over both ids', async () => {
    const ids = { exam_id: '1' };
    expect((await call('POST', '/exams/1/documents', {}, ids)).status).toBe(422);
    expect((await call('POST', '/exams/2/documents', { exam_content: 'x' }, { exam_id: '2' })).status).toBe(404);
    expect((await call('POST', '/exams/1/documents', { exam_content: 'x' })).status).toBe(403);
  });
});

describe('attachments', () => {
  beforeEach(createExamAndProvider);

  function upload(file: Blob | null): Promise<Response> {
    const values = { timestamp: String(testTime), nonce: String(freshNonce()) };
    const signature = examSignature({ ...values, exam_id: '1' }, credentials.examPlatform.secretKey);
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...values, signature })) form.append(name, value);
    if (file !== null) form.append('document', file, 'a picture.jpg');
    const url = `${sandbox.urls.examPlatform}/api/v3/exams/1/attachments`;
    return fetch(url, { method: 'POST', headers: examHeaders, body: form });
  }

  it('come as multipart, with every byte counted', async () => {
    const bytes = new Uint8Array([0, 13, 10, 45, 45, 255, 13, 10]);
    const created = await answered(upload(new Blob([bytes], { type: 'image/jpeg' })));
    expect(created).toEqual({
      status: 200,
      body: {
        attachment: {
          id: 1,
          created_at: '2026-03-01T12:00:00.000+00:00',
          updated_at: '2026-03-01T12:00:00.000+00:00',
          document_file_name: 'a_picture.jpg',
          document_content_type: 'image/jpeg',
          document_file_size: 8,
          document_updated_at: '2026-03-01T12:00:00.000+00:00',
          exam_id: 1,
          placeholder: `${testTime / 1000}_a_picture.jpg`,
        },
      },
    });
    const listed = await answered(call('GET', '/exams/1/attachments', {}, { exam_id: '1' }));
    expect(listed).toMatchObject({ status: 200, body: { attachments: [{ id: 1 }] } });
    const ids = { exam_id: '1', id: '1' };
    expect((await call('GET', '/exams/1/attachments/1', {}, ids)).status).toBe(200);
    expect((await call('DELETE', '/exams/1/attachments/1', {}, ids)).status).toBe(200);
    expect((await call('GET', '/exams/1/attachments/1', {}, ids)).status).toBe(404);
  });

  it.each([
    ['nothing', null],
    ['an empty file', new Blob([])],
  ])('need a file: %s is refused', async (_what, document) => {
    expect(await answered(upload(document))).toEqual({
      status: 422,
      body: { error: "Param is missing or the value is empty: 'document'" },
    });
  });

  it('tell the hash of the bytes, and stand in the exam where its instructions name them', async () => {
    const bytes = new Uint8Array([137, 80, 78, 71, 0, 13, 10, 255]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const response = await upload(new Blob([bytes], { type: 'image/png' }));
    expect(response.headers.get('x-sandbox-document-sha256')).toBe(sha256);
    const exam_content = `See {${testTime / 1000}_a_picture.jpg}`;
    await call('POST', '/exams/1/documents', { exam_content }, { exam_id: '1' });
    const page = await (await fetch(`${sandbox.urls.examPlatform}/exams/1/take`)).text();
    const src = `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
    expect(page).toContain(`data-sha256="${sha256}" alt="a_picture.jpg" src="${src}"`);
  });

  it('are listed among what was received by name, type and size', async () => {
    await upload(new Blob(['12345'], { type: 'image/png' }));
    const parameters = sandbox.received('examPlatform').at(-1)?.parameters;
    expect(parameters).toContainEqual(['document', 'a picture.jpg (image/png, 5 bytes)']);
  });

  it('may be larger than any other body', async () => {
    const large = 3 * 1024 * 1024;
    const created = await answered(upload(new Blob([new Uint8Array(large)])));
    expect(created).toMatchObject({ status: 200, body: { attachment: { document_file_size: large } } });
  });

  it.each([
    ['multipart/form-data', 'no boundary'],
    ['multipart/form-data; boundary=x', 'no delimiter'],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="document"\r\n\r\ncut off'],
    ['multipart/form-data; boundary=x', '--x\r\nno head\r\n--x--'],
  ])('are no body at all when it is malformed: %s, %s', async (type, body) => {
    const url = `${sandbox.urls.examPlatform}/api/v3/exams/1/attachments`;
    const headers = { ...examHeaders, 'content-type': type };
    const response = await fetch(url, { method: 'POST', headers, body });
    expect([response.status, response.headers.get('x-sandbox-reason')]).toEqual([400, 'malformed-body']);
  });
});
