import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Check, verdictSchema } from '../../../protocol/models/exchanges/verdict.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { builtInContract, contractOf } from '../test-support.ts';
import { judge } from './judge.ts';
import { judgedResponse } from './response.ts';

const proctorExam = builtInContract('proctorexam');
const vitalSource = builtInContract('vitalsource-launch');

const find = (checks: readonly Check[], id: string) => checks.find((check) => check.id === id);

describe('any contract and any response', () => {
  it('uses ranges and the default, and follows circular schemas', () => {
    const loaded = contractOf(
      `/tree:
  get:
    operationId: readTree
    responses:
      '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}
      4XX: {description: refused}
      default: {description: anything}`,
      "components: {schemas: {Tree: {type: object, required: [name], properties: {name: {type: string}, children: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}}}",
    );
    const ask = (status: number, body: unknown) =>
      judge(loaded, 'readTree', judgedResponse({ status, headers: { 'content-type': 'application/hal+json' }, body }));
    expect(ask(200, { name: 'a', children: [{ name: 'b', children: [] }] }).verdict).toBe('conforms');
    expect(find(ask(200, { name: 'a', children: [{ children: [] }] }).checks, 'body.schema')?.expected).toBe(
      'children.0.name to be there',
    );
    expect(ask(404, '').verdict).toBe('conforms');
    expect(ask(503, '').verdict).toBe('conforms');
  });

  it('reports a choice as one breach', () => {
    const loaded = contractOf(`/a:
  get:
    operationId: read
    responses: {'200': {description: ok, content: {application/json: {schema: {oneOf: [{type: object, required: [a]}, {type: object, required: [b]}, {type: array}]}}}}}`);
    const verdict = judge(
      loaded,
      'read',
      judgedResponse({ status: 200, headers: { 'content-type': 'application/json' }, body: {} }),
    );
    expect(verdict.checks.filter(({ id }) => id === 'body.schema')).toHaveLength(1);
  });

  it('does not blame a body for being too large to be judged', () => {
    const verdict = judge(proctorExam, 'createToolProvider', {
      status: 200,
      headers: [['content-type', 'application/json']],
      bodyText: `{"filler":"${'a'.repeat(20_000_000)}"}`,
    });
    expect(verdict.verdict).toBe('conforms');
    expect(find(verdict.checks, 'body.json')).toMatchObject({
      level: 'warning',
      actual: 'not judged: it is larger than 20 million characters',
    });
  });

  it('is not stalled by a pattern of the contract', () => {
    const loaded = contractOf(`/a:
  get:
    operationId: read
    responses: {'200': {description: ok, content: {application/json: {schema: {type: string, pattern: '^(a+)+$'}}}}}`);
    const started = performance.now();
    judge(loaded, 'read', {
      status: 200,
      headers: [['content-type', 'application/json']],
      bodyText: `"${'a'.repeat(3000)}!"`,
    });
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('is not stalled by a pattern over many texts either', () => {
    const loaded = contractOf(`/a:
  get:
    operationId: read
    responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string, pattern: '^(a+)+$'}}}}}}`);
    const body = JSON.stringify(Array(500).fill(`${'a'.repeat(100)}!`));
    const started = performance.now();
    judge(loaded, 'read', { status: 200, headers: [['content-type', 'application/json']], bodyText: body });
    expect(performance.now() - started).toBeLessThan(8000);
  });

  it('refuses an operation the contract does not have', () => {
    expect(() => judge(proctorExam, 'constructor', { status: 200, headers: [], bodyText: '' })).toThrow(ProblemError);
  });

  it('gives every response a verdict', () => {
    const bodies = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom('<html>', '<!--', '&#x110000;', '[['.repeat(5000), '"'),
    );
    const types = fc.constantFrom(
      'application/json',
      'text/html',
      'text/plain',
      '',
      ';;;',
      'application/json;charset=nonsense',
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 999 }), types, bodies, (status, type, bodyText) => {
        for (const [loaded, id] of [
          [proctorExam, 'createToolProvider'],
          [proctorExam, 'listToolProviders'],
          [vitalSource, 'launchBook'],
        ] as const) {
          verdictSchema.parse(judge(loaded, id, { status, headers: [['content-type', type]], bodyText }));
        }
      }),
      { numRuns: 150 },
    );
  });
});
