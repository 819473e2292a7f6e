import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../start.ts';
import { startSandbox } from '../start.ts';
import {
  credentials,
  examHeaders,
  examSignature,
  freshNonce,
  postToolProvider,
  signedExamCall,
  testOptions,
  testTime,
  toolProviderValues,
} from '../test-support.ts';

let sandbox: Sandbox;
let origin: string;

beforeAll(async () => {
  sandbox = await startSandbox(testOptions);
  origin = sandbox.urls.examPlatform;
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const notAuthorized = { error: 'You are not authorized to access this page.' };

async function expectRefusal(response: Response, status: number, body: unknown, reason: string): Promise<void> {
  expect(await response.json()).toEqual(body);
  expect(response.status).toBe(status);
  expect(response.headers.get('x-sandbox-reason')).toBe(reason);
  expect(response.headers.get('content-type')).toContain('application/json');
}

function list(values: Readonly<Record<string, string>> = {}, headers: Readonly<Record<string, string>> = {}) {
  const query = new URLSearchParams(signedExamCall(values));
  return fetch(`${origin}/api/v3/tool_providers?${query}`, { headers: { ...examHeaders, ...headers } });
}

describe('creating a tool provider', () => {
  it('answers in the documented shape with its defaults', async () => {
    const response = await postToolProvider(origin, signedExamCall(toolProviderValues));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      tool_provider: {
        id: 1,
        tool_name: 'Some name – é',
        tool_url: '',
        oauth_consumer_key: 'their-key',
        oauth_consumer_secret: 'their-secret',
        institute_id: 1,
        created_at: '2026-03-01T12:00:00.000+00:00',
        updated_at: '2026-03-01T12:00:00.000+00:00',
        use_as_basic_link: true,
        lti_custom_data: '{}',
      },
    });
  });

  it('takes numbers and booleans in JSON as Ruby signs them', async () => {
    const nonce = '9999999999999999';
    const values = { ...toolProviderValues, use_as_basic_link: 'false', timestamp: String(testTime), nonce };
    const signature = examSignature(values, credentials.examPlatform.secretKey);
    const members = JSON.stringify({ ...toolProviderValues, use_as_basic_link: false, signature }).slice(0, -1);
    const response = await postToolProvider(origin, `${members},"timestamp":${testTime},"nonce":${nonce}}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ tool_provider: { use_as_basic_link: false } });
  });

  it('signs null as empty and lists as Ruby inspects them', async () => {
    const call = signedExamCall({ ...toolProviderValues, tool_url: '', extra: '["a", "b"]' });
    const response = await postToolProvider(origin, { ...call, tool_url: null, extra: ['a', 'b'] });
    expect(response.status).toBe(200);
  });

  it.each(['form', 'query'])('takes the parameters as %s', async (place) => {
    const values = {
      ...toolProviderValues,
      tool_url: 'https://tool.example/a?b=c&d',
      lti_custom_data: '{"a":"1 + 1"}',
    };
    const fields = new URLSearchParams(signedExamCall(values));
    const url = `${origin}/api/v3/tool_providers`;
    const response = await fetch(place === 'query' ? `${url}?${fields}` : url, {
      method: 'POST',
      headers: examHeaders,
      ...(place === 'form' ? { body: fields } : {}),
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      tool_provider: { tool_url: values.tool_url, lti_custom_data: values.lti_custom_data },
    });
  });

  it('takes the token in quotes too', async () => {
    const authorization = `Token token="${credentials.examPlatform.apiToken}"`;
    const response = await postToolProvider(origin, signedExamCall(toolProviderValues), { authorization });
    expect(response.status).toBe(200);
  });
});

describe('what a call must have', () => {
  it.each(['tool_name', 'oauth_consumer_key', 'oauth_consumer_secret'])('names a missing %s', async (name) => {
    const values = Object.fromEntries(Object.entries(toolProviderValues).filter(([key]) => key !== name));
    const body = { error: `Param is missing or the value is empty: '${name}'` };
    await expectRefusal(await postToolProvider(origin, signedExamCall(values)), 422, body, 'parameter-missing');
    const blank = await postToolProvider(origin, signedExamCall({ ...toolProviderValues, [name]: ' ' }));
    await expectRefusal(blank, 422, body, 'parameter-missing');
  });

  it.each(['timestamp', 'nonce', 'signature'])('names a missing %s', async (name) => {
    const call = signedExamCall(toolProviderValues);
    delete call[name];
    const body = { error: `Param is missing or the value is empty: '${name}'` };
    await expectRefusal(await postToolProvider(origin, call), 422, body, 'parameter-missing');
  });

  it.each([
    ['use_as_basic_link', 'maybe', 'Must be one of: true, false, 1, 0.'],
    ['nonce', 'abc', 'Must be a number.'],
    ['timestamp', '2026-03-01', 'Must be a number.'],
  ])('refuses %s = %s', async (name, value, rule) => {
    const call = { ...signedExamCall(toolProviderValues), [name]: value };
    const body = { error: `Invalid parameter '${name}' value "${value}": ${rule}` };
    await expectRefusal(await postToolProvider(origin, call), 422, body, 'parameter-invalid');
  });

  it('refuses custom data that is an object instead of a string', async () => {
    const call = { ...signedExamCall(toolProviderValues), lti_custom_data: { a: 1 } };
    const body = { error: `Invalid parameter 'lti_custom_data' value {"a"=>1}: Must be a String` };
    await expectRefusal(await postToolProvider(origin, call), 422, body, 'parameter-invalid');
  });

  it.each(['*/*', 'application/json'])('answers 406 to Accept: %s', async (accept) => {
    const response = await postToolProvider(origin, signedExamCall(toolProviderValues), { accept });
    await expectRefusal(response, 406, { status: 406, error: 'Not Acceptable' }, 'accept-header');
  });

  it('answers 400 to a body that is no JSON', async () => {
    const response = await postToolProvider(origin, '{"tool_name": ');
    await expectRefusal(response, 400, { status: 400, error: 'Bad Request' }, 'malformed-body');
  });

  it('answers 404 to an unknown path and to an unknown method', async () => {
    for (const [method, path] of [
      ['GET', '/api/v3/nowhere'],
      ['DELETE', '/api/v3/tool_providers'],
      ['GET', '/'],
    ]) {
      const response = await fetch(`${origin}${path}`, { method: method ?? 'GET', headers: examHeaders });
      await expectRefusal(response, 404, { status: 404, error: 'Not Found' }, 'unknown-path');
    }
  });
});

describe('who may call', () => {
  it.each([
    ['', 'api-token-missing'],
    ['Bearer something', 'api-token-missing'],
    ['Token token=wrong', 'api-token-wrong'],
  ])('refuses Authorization "%s" with 403 on create and 401 on list', async (authorization, reason) => {
    const create = await postToolProvider(origin, signedExamCall(toolProviderValues), { authorization });
    await expectRefusal(create, 403, notAuthorized, reason);
    await expectRefusal(await list({}, { authorization }), 401, notAuthorized, reason);
  });

  it('refuses a signature made with another key', async () => {
    const call = signedExamCall(toolProviderValues, { secretKey: 'another-key' });
    await expectRefusal(await postToolProvider(origin, call), 403, notAuthorized, 'signature-mismatch');
  });

  it('refuses a signature in upper case and one over a changed value', async () => {
    const call = signedExamCall(toolProviderValues);
    const upper = { ...call, signature: call.signature?.toUpperCase() };
    await expectRefusal(await postToolProvider(origin, upper), 403, notAuthorized, 'signature-mismatch');
    const changed = { ...call, tool_name: 'Another name' };
    await expectRefusal(await postToolProvider(origin, changed), 403, notAuthorized, 'signature-mismatch');
  });

  it.each([-300_000, 300_000])('takes a timestamp off by %i ms and refuses one millisecond more', async (offset) => {
    const edge = signedExamCall(toolProviderValues, { timestamp: testTime + offset });
    expect((await postToolProvider(origin, edge)).status).toBe(200);
    const beyond = signedExamCall(toolProviderValues, { timestamp: testTime + offset + Math.sign(offset) });
    await expectRefusal(await postToolProvider(origin, beyond), 403, notAuthorized, 'timestamp-stale');
  });

  it('refuses a nonce that was used, but not one that only a refused call carried', async () => {
    const nonce = freshNonce();
    const wrong = signedExamCall(toolProviderValues, { nonce, secretKey: 'another-key' });
    expect((await postToolProvider(origin, wrong)).status).toBe(403);
    const right = signedExamCall(toolProviderValues, { nonce });
    expect((await postToolProvider(origin, right)).status).toBe(200);
    await expectRefusal(await postToolProvider(origin, right), 403, notAuthorized, 'nonce-reused');
  });

  it('takes a nonce again after 24 hours', async () => {
    let now = testTime;
    const other = await startSandbox({ ...testOptions, now: () => now });
    const nonce = freshNonce();
    const at = (timestamp: number) =>
      postToolProvider(other.urls.examPlatform, signedExamCall(toolProviderValues, { nonce, timestamp }));
    expect((await at(now)).status).toBe(200);
    now += 24 * 3600 * 1000;
    expect((await at(now)).status).toBe(403);
    now += 1;
    expect((await at(now)).status).toBe(200);
    await other.close();
  });
});

describe('reading tool providers', () => {
  async function createThree(): Promise<void> {
    for (const tool_name of ['one', 'two', 'three']) {
      await postToolProvider(origin, signedExamCall({ ...toolProviderValues, tool_name }));
    }
  }

  it('lists them in pages', async () => {
    await createThree();
    const response = await list({ page: '2', limit: '2' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ tool_providers: [{ id: 3, tool_name: 'three' }] });
    const header = (name: string) => response.headers.get(`x-pagination-${name}`);
    expect([header('item-count'), header('page-count'), header('page'), header('limit')]).toEqual(['3', '2', '2', '2']);
  });

  it('allows no more than 300 on a page', async () => {
    const response = await list({ limit: '1000' });
    expect(response.headers.get('x-pagination-limit')).toBe('300');
    expect(await response.json()).toEqual({ tool_providers: [] });
  });

  it('refuses a list signed with another key with 401', async () => {
    const query = new URLSearchParams(signedExamCall({}, { secretKey: 'another-key' }));
    const response = await fetch(`${origin}/api/v3/tool_providers?${query}`, { headers: examHeaders });
    await expectRefusal(response, 401, notAuthorized, 'signature-mismatch');
  });

  it('shows one when the id of the path is signed, and refuses when it is not', async () => {
    await createThree();
    const show = (pathId: string, signedId = pathId) => {
      const query = new URLSearchParams(signedExamCall({}, signedId === '' ? {} : { pathId: signedId }));
      return fetch(`${origin}/api/v3/tool_providers/${pathId}?${query}`, { headers: examHeaders });
    };
    const found = await show('2');
    expect(found.status).toBe(200);
    expect(await found.json()).toMatchObject({ tool_provider: { id: 2, tool_name: 'two' } });
    await expectRefusal(await show('2', ''), 401, notAuthorized, 'signature-mismatch');
    const body = { error: "Couldn't find tool provider with 'id'='99'" };
    await expectRefusal(await show('99'), 404, body, 'tool-provider-not-found');
  });
});
