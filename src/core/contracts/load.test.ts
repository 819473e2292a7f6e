import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contractSchema } from '../../protocol/models/contract.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { loadContract, parseContract } from './load.ts';
import { contractOf, documentOf, operationOf } from './test-support.ts';

const parse = (text: string) => parseContract({ id: 'mine', text, builtIn: false });

function errorsOf(text: string) {
  const result = parse(text);
  return result.ok ? [] : result.errors;
}

function codeOf(text: string) {
  const result = parse(text);
  return result.ok ? 'ok' : result.code;
}

const post = (body: string) =>
  `/things:\n  post:\n    operationId: createThing\n${body}\n    responses: {'200': {description: ok}}`;

describe('a file that is not a contract', () => {
  it('points at the line and column of a YAML mistake', () => {
    const [error] = errorsOf('openapi: 3.1.0\ninfo:\n\ttitle: x\n');
    expect(error).toMatchObject({ line: 3 });
    expect(error?.message).toContain('tab');
  });

  it('points at a name that appears twice', () => {
    const [error] = errorsOf("openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {}\npaths: {}\n");
    expect(error).toMatchObject({ line: 4, column: 1 });
    expect(error?.message).toContain('twice');
  });

  it('points at a JSON mistake', () => {
    const [error] = errorsOf('{\n  "openapi": "3.1.0",\n  "info": {"title": "x" "version": "1"}\n}');
    expect(error).toMatchObject({ line: 3 });
  });

  it.each([
    ['swagger: "2.0"\ninfo: {title: a, version: b}\npaths: {}', 'OpenAPI 2.0'],
    ["openapi: 3.0.3\ninfo: {title: a, version: '1'}\npaths: {}", 'OpenAPI 3.0.3'],
    ["openapi: 3.2.0\ninfo: {title: a, version: '1'}\npaths: {}", 'OpenAPI 3.2.0'],
    ['openapi: 3.1', 'three parts'],
    ['just: text', 'lacks `openapi'],
    ['- a list', 'not an OpenAPI document'],
  ])('says clearly that %j is not supported', (text, words) => {
    expect(codeOf(text)).toBe('contract.unsupported');
    expect(errorsOf(text)[0]?.message).toContain(words);
    expect(errorsOf(text)[0]?.line).toBe(1);
  });

  it('says that an empty file is empty', () => {
    expect(codeOf(' \n')).toBe('contract.unreadable');
    expect(errorsOf('')[0]?.message).toContain('empty');
  });
});

describe('a contract that breaks OpenAPI 3.1', () => {
  it('names the missing member, its line and its JSON pointer', () => {
    expect(errorsOf('openapi: 3.1.0\ninfo:\n  title: x\npaths: {}\n')).toEqual([
      { line: 2, column: 1, path: '/info', message: '`info` lacks `version`, which OpenAPI 3.1 requires here.' },
    ]);
  });

  it('reports a misspelt member alone, at its own line', () => {
    const text = documentOf("/a:\n  get:\n    operationid: x\n    responses: {'200': {description: ok}}");
    expect(errorsOf(text)).toEqual([
      expect.objectContaining({ line: 6, column: 7, path: '/paths/~1a/get/operationid' }),
    ]);
  });

  it('reports one error for a parameter with neither schema nor content, not one per branch', () => {
    const text = documentOf(
      "/a:\n  get:\n    parameters:\n      - {name: q, in: query}\n    responses: {'200': {description: ok}}",
    );
    expect(errorsOf(text)).toEqual([
      expect.objectContaining({
        line: 7,
        path: '/paths/~1a/get/parameters/0',
        message: expect.stringContaining('either a `schema` or a `content`'),
      }),
    ]);
  });

  it('gives positions for JSON files too', () => {
    const text = JSON.stringify({ openapi: '3.1.0', info: { title: 'x' }, paths: {} }, null, 2);
    expect(errorsOf(text)).toEqual([expect.objectContaining({ line: 3, column: 3, path: '/info' })]);
  });

  it('checks schemas, which OpenAPI itself leaves open', () => {
    const text = documentOf('/a: {}', 'components:\n  schemas:\n    Thing:\n      type: objekt\n');
    expect(errorsOf(text)[0]).toMatchObject({ path: '/components/schemas/Thing/type', line: 8 });
  });

  it('refuses a reference out of the file, at its line', () => {
    const text = documentOf(post('    requestBody: {$ref: "https://example.org/bodies.yaml#/a"}'));
    expect(codeOf(text)).toBe('contract.invalid');
    expect(errorsOf(text)[0]).toMatchObject({ line: 7, path: '/paths/~1things/post/requestBody/$ref' });
    expect(errorsOf(text)[0]?.message).toContain('leads out of this file');
  });

  it('refuses references that lead nowhere or in a circle', () => {
    const text = documentOf(
      '/a: {}',
      'components:\n  parameters:\n    A: {$ref: "#/components/parameters/B"}\n    B: {$ref: "#/components/parameters/A"}\n    C: {$ref: "#/components/parameters/Gone"}\n',
    );
    expect(errorsOf(text).map(({ message }) => message)).toEqual([
      expect.stringContaining('circle'),
      expect.stringContaining('circle'),
      expect.stringContaining('leads nowhere'),
    ]);
  });

  it('refuses an operationId that is used twice', () => {
    const operation = "{operationId: same, responses: {'200': {description: ok}}}";
    expect(errorsOf(documentOf(`/a: {get: ${operation}}\n/b: {get: ${operation}}`))[0]).toMatchObject({
      line: 5,
      message: expect.stringContaining('"same" is used twice'),
    });
  });

  it('checks the shape of its own extensions', () => {
    const text = documentOf("/a:\n  get:\n    x-lti: {version: 1}\n    responses: {'200': {description: ok}}");
    expect(errorsOf(text)[0]).toMatchObject({ line: 6, path: '/paths/~1a/get/x-lti/version' });
  });
});

describe('a file made to do harm', () => {
  it('refuses __proto__ and leaves objects as they were', () => {
    expect(errorsOf('openapi: 3.1.0\n__proto__:\n  polluted: yes\n')[0]?.message).toContain('__proto__');
    expect(errorsOf('{"openapi": "3.1.0", "__proto__": {"polluted": true}}')[0]?.message).toContain('__proto__');
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('stops at aliases that multiply, that contain themselves, and at depth', () => {
    const levels = Array.from({ length: 9 }, (_, n) => `l${n + 1}: &l${n + 1} [${Array(10).fill(`*l${n}`).join(',')}]`);
    expect(codeOf(`l0: &l0 [x]\n${levels.join('\n')}`)).toBe('contract.unreadable');
    expect(codeOf('openapi: 3.1.0\na: &a\n  b: *a\n')).toBe('contract.unreadable');
    expect(codeOf('['.repeat(50_000))).toBe('contract.unreadable');
    expect(codeOf(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`)).toBe('contract.unreadable');
  });

  it('reads schemas that contain themselves', () => {
    const loaded = contractOf(
      post('    requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Tree"}}}}'),
      'components:\n  schemas:\n    Tree:\n      allOf: [{$ref: "#/components/schemas/Tree", description: x}, {$ref: "#/components/schemas/Tree"}]\n      properties:\n        name: {type: string}\n        child: {$ref: "#/components/schemas/Tree"}\n',
    );
    expect(operationOf(loaded, 'createThing').fields.map(({ name, type }) => [name, type])).toEqual([
      ['name', 'string'],
      ['child', 'object'],
    ]);
  });

  it('answers any text with a contract or a ProblemError', () => {
    const attempt = (text: string) => {
      try {
        loadContract({ id: 'x', text, builtIn: false });
      } catch (error) {
        expect(error).toBeInstanceOf(ProblemError);
      }
    };
    const nearly = fc.record({
      openapi: fc.constantFrom('3.1.0', '3.1.9', '3.0.0', 3.1),
      info: fc.oneof(fc.constant({ title: 't', version: '1' }), fc.jsonValue()),
      paths: fc.oneof(
        fc.dictionary(fc.constantFrom('/a', '/b/{id}', 'c'), fc.jsonValue({ maxDepth: 4 })),
        fc.jsonValue(),
      ),
      components: fc.jsonValue({ maxDepth: 4 }),
    });
    fc.assert(fc.property(fc.string(), attempt), { numRuns: 150 });
    fc.assert(
      fc.property(nearly, (value) => attempt(JSON.stringify(value))),
      { numRuns: 150 },
    );
  });
});

describe('an arbitrary OpenAPI 3.1 file', () => {
  it('becomes operations and fields the protocol accepts', () => {
    const loaded = contractOf(
      `/things/{id}:
  parameters:
    - {name: id, in: path, required: true, schema: {type: integer}}
    - {name: verbose, in: query, schema: {type: boolean, default: false}}
  get:
    parameters:
      - {name: verbose, in: query, required: true, schema: {type: boolean}}
      - {name: tag, in: query, schema: {type: array, items: {type: string}}}
      - {name: session, in: cookie, schema: {type: string}}
    responses: {'200': {description: ok}}
  put:
    summary: Replace a thing
    requestBody:
      content:
        application/json:
          schema:
            allOf:
              - {$ref: '#/components/schemas/Named'}
              - {required: [size], properties: {size: {type: [number, 'null'], minimum: 0}, note: {anyOf: [{type: string, maxLength: 5}, {type: 'null'}]}}}
    responses: {'204': {description: gone}}`,
      'components:\n  schemas:\n    Named: {type: object, required: [name], properties: {name: {type: string, format: password}}}\n',
    );
    expect(() => contractSchema.parse(loaded.contract)).not.toThrow();
    expect(loaded.contract.operations.map(({ id, title }) => [id, title])).toEqual([
      ['GET /things/{id}', 'GET /things/{id}'],
      ['PUT /things/{id}', 'Replace a thing'],
    ]);
    const get = operationOf(loaded, 'GET /things/{id}');
    expect(
      get.fields.map(({ name, in: at, required, type, serialization }) => [name, at, required, type, serialization]),
    ).toEqual([
      ['id', 'path', true, 'integer', undefined],
      ['verbose', 'query', true, 'boolean', undefined],
      ['tag', 'query', false, 'array', 'repeat'],
    ]);
    expect(loaded.warnings).toEqual([
      expect.objectContaining({ message: expect.stringContaining('cookie `session`') }),
    ]);
    const put = operationOf(loaded, 'PUT /things/{id}');
    expect(put.bodyEncoding).toBe('json');
    expect(put.fields.find(({ name }) => name === 'name')).toMatchObject({ required: true, secret: true });
    expect(put.fields.find(({ name }) => name === 'size')).toMatchObject({
      required: true,
      type: 'number',
      minimum: 0,
    });
    expect(put.fields.find(({ name }) => name === 'note')).toMatchObject({
      required: false,
      type: 'string',
      maxLength: 5,
    });
  });

  it('warns of what cannot be used instead of failing', () => {
    const loaded = contractOf(
      `/files/{name}:
  post:
    security: [{digest: []}]
    requestBody: {content: {text/csv: {schema: {type: string}}}}
    parameters: [{name: q, in: query, schema: {type: string, pattern: '('}}]
    responses: {'200': {description: ok}}`,
      'components: {securitySchemes: {digest: {type: http, scheme: digest}}}',
    );
    const words = loaded.warnings.map(({ message, line }) => `${line} ${message}`).join('\n');
    expect(words).toContain('A body of text/csv cannot be filled in here');
    expect(words).toContain('`{name}`');
    expect(words).toContain('`digest`');
    expect(words).toMatch(/^8 This pattern is ignored/mu);
  });

  it('warns of nullable, which OpenAPI 3.1 does not know', () => {
    const { warnings } = contractOf('/a: {}', 'components: {schemas: {A: {type: string, nullable: true}}}');
    expect(warnings[0]).toMatchObject({
      path: '/components/schemas/A/nullable',
      message: expect.stringContaining("'null'"),
    });
  });

  it('takes signing and launches from the extensions', () => {
    const loaded = contractOf(
      `/launch:
  post:
    operationId: start
    x-lti: {version: LTI-1p0, messageType: basic-lti-launch-request}
    requestBody: {content: {application/x-www-form-urlencoded: {schema: {properties: {oauth_nonce: {type: string}, user_id: {type: string}}}}}}
    responses: {'200': {description: ok}}`,
      'security: [{lti: []}]\ncomponents: {securitySchemes: {lti: {type: http, scheme: OAuth, x-signing: {scheme: oauth1}}}}',
    );
    expect(loaded.contract.summary.credentialKind).toBe('oauth-consumer');
    const start = operationOf(loaded, 'start');
    expect(start).toMatchObject({
      kind: 'launch',
      bodyEncoding: 'form',
      signing: { scheme: 'oauth1', placements: ['body', 'header'], signatureMethods: ['HMAC-SHA1'] },
    });
    expect(start.fields.map(({ name, suppliedBy }) => [name, suppliedBy])).toEqual([
      ['oauth_nonce', 'signer'],
      ['user_id', 'person'],
    ]);
  });
});
