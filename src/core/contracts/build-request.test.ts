import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../protocol/problem.ts';
import { buildRequest, encodeJsonBody, initialValues } from './build-request.ts';
import { builtInContract, contractOf, filled, operationOf } from './test-support.ts';

const proctorExam = builtInContract('proctorexam');
const create = operationOf(proctorExam, 'createToolProvider');
const list = operationOf(proctorExam, 'listToolProviders');
const byVbid = operationOf(builtInContract('vitalsource-launch'), 'launchBookByVbid');

describe('buildRequest', () => {
  it('builds a JSON request whose values have the documented types', () => {
    const request = buildRequest(
      create,
      'https://one.example/api/v3/',
      filled('body', {
        tool_name: '12',
        use_as_basic_link: 'true',
        lti_custom_data: '{"a":1}',
        extra: 'x',
        tool_url: '',
      }),
    );
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://one.example/api/v3/tool_providers',
      paramsIn: 'body',
      bodyEncoding: 'json',
      params: [
        ['tool_name', '12'],
        ['use_as_basic_link', 'true'],
        ['lti_custom_data', '{"a":1}'],
        ['extra', 'x'],
      ],
      headers: [['Accept', 'application/vnd.procwise.v3']],
    });
    expect(JSON.parse(encodeJsonBody(request.params, request.jsonTypes))).toEqual({
      tool_name: '12',
      use_as_basic_link: true,
      lti_custom_data: '{"a":1}',
      extra: 'x',
    });
  });

  it('sends what breaks the contract when told to', () => {
    const request = buildRequest(create, 'http://127.0.0.1:1', [
      { name: 'use_as_basic_link', in: 'body', value: 'maybe' },
      { name: 'tool_name', in: 'body', value: '', sendEmpty: true },
    ]);
    expect(encodeJsonBody(request.params, request.jsonTypes)).toBe('{"use_as_basic_link":"maybe","tool_name":""}');
    expect(
      encodeJsonBody(
        [['use_as_basic_link', '1']],
        buildRequest(create, 'http://h', filled('body', { use_as_basic_link: '1' })).jsonTypes,
      ),
    ).toBe('{"use_as_basic_link":1}');
  });

  it('keeps values for the signer apart from what is signed', () => {
    const request = buildRequest(create, 'http://h', filled('body', { timestamp: '5', tool_name: 'x' }));
    expect(request.signerValues).toEqual([['timestamp', '5']]);
    expect(request.params).toEqual([['tool_name', 'x']]);
  });

  it('leaves a documented header out only on purpose', () => {
    const without = buildRequest(list, 'http://h', [{ name: 'accept', in: 'header', value: '' }]);
    expect(without.headers).toEqual([]);
    const other = buildRequest(list, 'http://h', [{ name: 'accept', in: 'header', value: '*/*' }]);
    expect(other.headers).toEqual([['accept', '*/*']]);
  });

  it('gives the query of a GET as parameters to sign, not in the URL', () => {
    const request = buildRequest(
      list,
      'https://h/api/v3',
      filled('query', { page: '2', sort: '[{"tool_name":"asc"}]' }),
    );
    expect(request).toMatchObject({
      url: 'https://h/api/v3/tool_providers',
      paramsIn: 'query',
      params: [
        ['page', '2'],
        ['sort', '[{"tool_name":"asc"}]'],
      ],
    });
  });

  it('fills and encodes the path, and keeps the query of the base URL', () => {
    const request = buildRequest(byVbid, 'https://h/lti?tenant=1', filled('path', { vbid: 'a b/ü?' }));
    expect(request.url).toBe('https://h/lti/books/a%20b%2F%C3%BC%3F?tenant=1');
    expect(request.pathParams).toEqual([['vbid', 'a b/ü?']]);
    expect(buildRequest(byVbid, 'https://h', []).url).toBe('https://h/books/');
  });

  it.each(['.', '..'])('refuses the path value %s, which would lead elsewhere', (vbid) => {
    expect(() => buildRequest(byVbid, 'https://h', filled('path', { vbid }))).toThrow(ProblemError);
  });

  it.each(['', 'h/path', 'ftp://h', 'javascript:alert(1)'])('refuses the base URL %j', (baseUrl) => {
    expect(() => buildRequest(create, baseUrl, [])).toThrow(ProblemError);
  });

  it('writes lists and objects as the contract says', () => {
    const { contract } = contractOf(`/a:
  get:
    parameters:
      - {name: r, in: query, schema: {type: array, items: {type: string}}}
      - {name: c, in: query, explode: false, schema: {type: array, items: {type: string}}}
      - {name: p, in: query, style: pipeDelimited, schema: {type: array, items: {type: integer}}}
      - {name: d, in: query, style: deepObject, schema: {type: object}}
    responses: {'200': {description: ok}}`);
    const operation = contract.operations[0];
    const values = filled('query', { r: 'a, b', c: '["a","b"]', p: '[1,2]', d: '{"x":1,"y":"z"}' });
    expect(operation && buildRequest(operation, 'http://h', values).params).toEqual([
      ['r', 'a'],
      ['r', 'b'],
      ['c', 'a,b'],
      ['p', '1|2'],
      ['d[x]', '1'],
      ['d[y]', 'z'],
    ]);
  });

  it('puts query parameters of a request with a body into the URL', () => {
    const { contract } = contractOf(`/a:
  post:
    parameters: [{name: q, in: query, schema: {type: string}}]
    requestBody: {content: {application/x-www-form-urlencoded: {schema: {properties: {b: {type: string}}}}}}
    responses: {'200': {description: ok}}`);
    const operation = contract.operations[0];
    const built =
      operation &&
      buildRequest(operation, 'http://h', [...filled('query', { q: "it's (a) + b" }), ...filled('body', { b: '1' })]);
    expect(built?.url).toBe('http://h/a?q=it%27s%20%28a%29%20%2B%20b');
    expect(built?.params).toEqual([['b', '1']]);
  });

  it('writes any values as a JSON body that parses back to them', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => create.fields.every((field) => field.name !== text));
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, fc.string({ minLength: 1 })), { selector: ([key]) => key }),
        (pairs) => {
          const values = pairs.map(([key, value]) => ({ name: key, in: 'body' as const, value }));
          const request = buildRequest(create, 'http://h', values);
          const parsed: unknown = JSON.parse(encodeJsonBody(request.params, request.jsonTypes));
          expect(parsed).toEqual(JSON.parse(JSON.stringify(Object.fromEntries(pairs))));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('initialValues', () => {
  it('fills in required constants and leaves optional fields alone', () => {
    expect(initialValues(byVbid)).toEqual([
      { name: 'lti_version', in: 'body', value: 'LTI-1p0' },
      { name: 'lti_message_type', in: 'body', value: 'basic-lti-launch-request' },
    ]);
    expect(initialValues(create)).toEqual([{ name: 'Accept', in: 'header', value: 'application/vnd.procwise.v3' }]);
  });
});
