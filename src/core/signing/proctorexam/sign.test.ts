import { describe, expect, test } from 'vitest';
import { signInputSchema } from '../../../protocol/models/signing.ts';
import { type JsonTypes, sign } from '../index.ts';
import { credential, ports, problemOf, signed, url } from './test-support.ts';

describe('the request', () => {
  test('POST: JSON, numbers where they are numbers, signature last', () => {
    const { request, explanation } = signed();
    expect(request).toEqual({
      method: 'POST',
      url,
      headers: [
        ['Accept', 'application/vnd.procwise.v3'],
        ['Authorization', 'Token token=test-api-token'],
        ['Content-Type', 'application/json'],
      ],
      fields: [],
      body: `{"name":"an exam","nonce":4242,"timestamp":1527500365052,"signature":"${explanation.signature}"}`,
    });
    expect(explanation.baseString).toBe('name=an exam?nonce=4242?timestamp=1527500365052');
  });

  test.each(['GET', 'DELETE'])(
    '%s: everything but path ids in the query, encoded there and raw in the base string',
    (method) => {
      const { request, explanation } = signed({
        method,
        url: `${url}/7?page=2`,
        params: [['filter', '{"start_time":{"gte":"2025-02-01"}} é?&=+']],
        pathParams: [['id', '7']],
      });
      expect(request.body).toBeNull();
      expect(request.url.startsWith(`${url}/7?page=2&filter=%7B%22start_time%22`)).toBe(true);
      expect(request.url).not.toContain('+');
      expect([...new URL(request.url).searchParams]).toEqual([
        ['page', '2'],
        ['filter', '{"start_time":{"gte":"2025-02-01"}} é?&=+'],
        ['nonce', '4242'],
        ['timestamp', '1527500365052'],
        ['signature', explanation.signature],
      ]);
      expect(explanation.baseString).toBe(
        'filter={"start_time":{"gte":"2025-02-01"}} é?&=+?id=7?nonce=4242?page=2?timestamp=1527500365052',
      );
      expect(request.headers.map(([name]) => name)).not.toContain('Content-Type');
    },
  );

  test('multipart: the parameters come back as fields, values as text, and the file is no part of what is signed', () => {
    const input = {
      scheme: 'proctorexam',
      method: 'POST',
      url,
      params: [['title', 'a "b"']],
      pathParams: [['exam_id', '7']],
    };
    const { request, explanation } = sign(signInputSchema.parse({ ...input, credential }), ports(), {
      multipart: true,
    });
    expect(explanation.baseString).toBe('exam_id=7?nonce=4242?timestamp=1527500365052?title=a "b"');
    expect(request.body).toBeNull();
    expect(request.fields).toEqual([
      ['title', 'a "b"'],
      ['nonce', '4242'],
      ['timestamp', '1527500365052'],
      ['signature', explanation.signature],
    ]);
    expect(request.headers.map(([name]) => name)).toEqual(['Accept', 'Authorization']);
    expect(explanation.steps.at(-1)?.detail).toContain('(inferred)');
  });

  test('placement can be overridden, and no API token means no Authorization', () => {
    const { request } = signed({ method: 'DELETE', placement: 'body', credential: { secretKey: 'k' } });
    expect(JSON.parse(request.body ?? '')).toHaveProperty('signature');
    expect(request.headers.map(([name]) => name)).toEqual(['Accept', 'Content-Type']);
    expect(signed({ placement: 'query' }).request.body).toBeNull();
    expect(problemOf({ placement: 'header' })).toMatchObject({
      code: 'signing.unsupported-placement',
      field: 'placement',
    });
    expect(problemOf({ method: 'GET', placement: 'body' })).toMatchObject({ code: 'signing.unsupported-placement' });
  });

  test('names sort by UTF-8 bytes, not by locale or UTF-16', () => {
    const params = ['b', 'a_', 'aa', 'aZ', 'a', 'é', '\u{1F393}', '\uFF21'].map((name) => [name, '']);
    expect(signed({ params }).explanation.baseString).toBe(
      'a=?aZ=?a_=?aa=?b=?nonce=4242?timestamp=1527500365052?é=?\uFF21=?\u{1F393}=',
    );
  });
});

describe('path ids', () => {
  test('are signed and not sent again', () => {
    const { request, explanation } = signed({ pathParams: [['exam_id', '9']] });
    expect(explanation.baseString).toContain('exam_id=9?');
    expect(request.body).not.toContain('exam_id');
  });

  test('may be sent as well when they say the same', () => {
    const { request, explanation } = signed({ params: [['id', '9']], pathParams: [['id', '9']] });
    expect(explanation.baseString).toBe('id=9?nonce=4242?timestamp=1527500365052');
    expect(request.body).toContain('"id":"9"');
    expect(problemOf({ params: [['id', '8']], pathParams: [['id', '9']] })).toMatchObject({
      code: 'signing.invalid-parameter',
      field: 'pathParams.0',
      params: { name: 'id' },
    });
  });
});

describe('JSON types', () => {
  const types: JsonTypes = { flag: 'boolean', count: 'number', list: 'json', text: 'string' };

  test('what is sent reads back as what was signed', () => {
    const params = [
      ['flag', 'true'],
      ['count', '90'],
      ['list', '["a","b \\"q\\"", 1, true]'],
      ['text', 'true'],
      ['other', '7'],
    ];
    const { request, explanation } = signed({ params }, types);
    expect(request.body).toMatch(
      /^\{"flag":true,"count":90,"list":\["a","b \\"q\\"", 1, true\],"text":"true","other":"7",/,
    );
    expect(explanation.baseString).toBe(
      'count=90?flag=true?list=["a", "b \\"q\\"", 1, true]?nonce=4242?other=7?text=true?timestamp=1527500365052',
    );
  });

  test('a parameter may be called like a member of every object', () => {
    const { request, explanation } = signed({
      params: [
        ['toString', 'a'],
        ['__proto__', 'b'],
        ['constructor', 'c'],
      ],
    });
    expect(request.body).toMatch(/^\{"toString":"a","__proto__":"b","constructor":"c",/);
    expect(explanation.baseString).toMatch(/^__proto__=b\?constructor=c\?nonce=4242\?timestamp=\d+\?toString=a$/);
  });

  test('null is signed as nothing', () => {
    const { request, explanation } = signed({ params: [['list', 'null']] }, types);
    expect(request.body).toContain('"list":null');
    expect(explanation.baseString).toMatch(/^list=\?nonce/);
  });

  test.each([
    ['flag', 'True'],
    ['flag', '1'],
    ['count', '007'],
    ['count', '1e3'],
    ['count', '-0'],
    ['count', '1.50'],
    ['count', 'null'],
    ['count', ' 1'],
    ['list', '{"a":1}'],
    ['list', '[null]'],
    ['list', '[{"a":1}]'],
    ['list', '["\\u0001"]'],
    ['list', '['],
  ])('%s cannot be %j', (name, value) => {
    expect(problemOf({ params: [[name, value]] }, types)).toMatchObject({
      code: 'signing.invalid-parameter',
      params: { name },
      detail: expect.stringMatching(/./),
    });
  });

  test('in a query all is text', () => {
    const { explanation } = signed(
      {
        method: 'GET',
        params: [
          ['list', '[1,2]'],
          ['flag', 'True'],
        ],
      },
      types,
    );
    expect(explanation.baseString).toMatch(/^flag=True\?list=\[1,2\]\?nonce/);
  });
});

describe('nonce and timestamp', () => {
  test('given ones are used, whatever they are, and no nonce is taken', () => {
    const never = ports({
      next() {
        throw new Error('not to be asked');
      },
    });
    const { request, explanation } = signed({ nonce: '007', timestamp: 'soon' }, {}, never);
    expect(explanation.baseString).toBe('name=an exam?nonce=007?timestamp=soon');
    expect(request.body).toContain('"nonce":"007","timestamp":"soon"');
    const asParams = signed(
      {
        params: [
          ['nonce', '1'],
          ['timestamp', '2'],
        ],
        timestamp: 3,
      },
      {},
      never,
    );
    expect(asParams.explanation.baseString).toBe('nonce=1?timestamp=2');
    expect(asParams.request.body).toMatch(/^\{"nonce":1,"timestamp":2,/);
  });

  test('no nonce is used up by input that cannot be signed', () => {
    let taken = 0;
    const counting = ports({
      next() {
        taken += 1;
        return taken;
      },
    });
    problemOf(
      {
        params: [
          ['a', '1'],
          ['a', '2'],
        ],
      },
      {},
      counting,
    );
    problemOf({ url: 'nowhere' }, {}, counting);
    expect(taken).toBe(0);
  });
});

describe('input that cannot be signed names its field', () => {
  test.each([
    [
      {
        params: [
          ['a', '1'],
          ['a', '2'],
        ],
      },
      'signing.invalid-parameter',
      'params.1',
    ],
    [{ url: `${url}?a=1`, params: [['a', '1']] }, 'signing.invalid-parameter', 'params.0'],
    [{ params: [['signature', 'x']] }, 'signing.invalid-parameter', 'params.0'],
    [{ url: `${url}?signature=x` }, 'signing.invalid-parameter', 'url'],
    [{ params: [['a', '\ud800']] }, 'signing.invalid-parameter', 'params.0'],
    [{ nonce: '\ud800' }, 'signing.invalid-parameter', 'nonce'],
    [{ credential: { secretKey: '\ud800' } }, 'credential.unusable-value', 'credential.secretKey'],
    [{ credential: { secretKey: 'k', apiToken: 'a\r\nX: y' } }, 'credential.unusable-value', 'credential.apiToken'],
    [{ url: 'exams' }, 'signing.invalid-url', 'url'],
    [{ method: 'BREW' }, 'signing.unsupported-method', 'method'],
  ])('%o', (overrides, code, field) => {
    expect(problemOf(overrides)).toMatchObject({ code, field });
  });
});
