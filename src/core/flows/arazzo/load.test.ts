import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../contracts/load.ts';
import { parseFlows } from './load.ts';

const folder = new URL('../../../../resources/contracts/proctorexam/', import.meta.url);
const text = readFileSync(new URL('flows.arazzo.yaml', folder), 'utf8');
const { contract } = loadContract({
  id: 'proctorexam',
  builtIn: true,
  text: readFileSync(new URL('openapi.yaml', folder), 'utf8'),
});

/** The first error of the built-in file after a change to it. */
function errorAfter(from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing to change: ${from}`);
  const parsed = parseFlows(changed, contract);
  if (parsed.ok) return '';
  const [error] = parsed.errors;
  return `${error?.path} line ${error?.line}: ${error?.message}`;
}

describe('the flow of the exam platform', () => {
  const parsed = parseFlows(text, contract);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const flow = parsed.flows[0]?.flow;

  test('has the four steps in the order of the document', () => {
    expect(flow?.steps.map(({ operationId }) => operationId)).toEqual([
      'createExam',
      'createToolProvider',
      'createLtiResource',
      'createDocument',
    ]);
    expect(flow?.steps[1]?.choose?.operationId).toBe('listToolProviders');
    expect(flow?.source?.kind).toBe('stated');
  });

  test('every required parameter of its operations is sent', () => {
    for (const { step, values } of parsed.flows[0]?.steps ?? []) {
      const operation = contract.operations.find(({ id }) => id === step.operationId);
      const required = operation?.fields.filter(
        ({ required: needed, suppliedBy, in: place }) => needed && suppliedBy === 'person' && place !== 'header',
      );
      const sent = values.map(({ name }) => name);
      expect(sent).toEqual(expect.arrayContaining((required ?? []).map(({ name }) => name)));
      const known = operation?.fields.map(({ name }) => name);
      expect(known).toEqual(expect.arrayContaining(sent));
    }
  });

  test('the wrapper of the placeholder is marked as inferred, the secret as one', () => {
    const input = (name: string) => flow?.inputs.find((one) => one.name === name);
    expect(input('placeholder_open')).toMatchObject({ default: '{', source: { kind: 'inferred' } });
    expect(input('oauth_consumer_secret')).toMatchObject({ secret: true, steps: ['toolProvider'] });
  });
});

describe('what is wrong is told with its place', () => {
  test.each([
    ['another version', 'arazzo: 1.0.1', 'arazzo: 2.0.0', 'only Arazzo 1.0 is read'],
    ['an unknown operation', 'operationId: createExam', 'operationId: makeExam', 'no operation "makeExam"'],
    ['an unknown input', 'name: $inputs.exam_name', 'name: $inputs.examname', 'no input "examname"'],
    ['a later step', 'name: $inputs.exam_name', 'name: $steps.document.outputs.document_id', 'No earlier step'],
    ['an answer before it is there', 'name: $inputs.exam_name', 'name: $statusCode', 'not known before the answer'],
    ['no condition', '$statusCode == 200', '$statusCode is 200', 'is no comparison'],
    ['a member that is not read', 'x-keep: true', 'x-kept: true', '`x-kept` is not read here'],
    ['an id used twice', 'stepId: toolProvider', 'stepId: exam', 'used twice'],
    ['a choice that gives too little', /\n +tool_name: \/tool_name/, '', 'gives no "tool_name"'],
    ['an insertion without a target', 'target: /exam_content', 'target: /content', 'no member /content'],
    ['a page without its output', 'id: exam_id\n', 'id: exam\n', '"exam" is no output'],
    ['a required input nobody describes', 'required: [exam_name', 'required: [other, exam_name', '"other" is not'],
  ])('%s', (_what, from, to, expected) => {
    const error = errorAfter(from, to);
    expect(error).toContain(expected);
    expect(error).toMatch(/line \d+/);
  });

  test.each([
    ['a check of an unknown operation', 'operationId: showExam', 'operationId: seeExam', 'no operation "seeExam"'],
    [
      'a check that reads a later step',
      'value: $steps.exam.outputs.exam_id',
      'value: $steps.ltiResource.outputs.placeholder',
      'No earlier step',
    ],
    ['a credential part there is not', 'oauth-consumer.secret', 'oauth-consumer.token', 'x-credential'],
    [
      'a secret in a field that is shown',
      'tool_name: $inputs.tool_name',
      'tool_name: $inputs.oauth_consumer_secret',
      'is secret, but "tool_name"',
    ],
    ['a file without an end', /sourceDescriptions:[\s\S]*workflows:/, 'workflows:', 'sourceDescriptions'],
    [
      'a criterion of another kind',
      '- condition: $statusCode == 200',
      '- type: jsonpath\n            condition: $.x',
      'only criteria of type simple',
    ],
    [
      'another step than a request',
      'operationId: createExam',
      'workflowId: other',
      '`workflowId` is Arazzo, but is not run here. A step cannot run another workflow',
    ],
  ])('%s', (_what, from, to, expected) => {
    const error = errorAfter(from, to);
    expect(error).toContain(expected);
    expect(error).toMatch(/line \d+/);
  });

  test('no YAML, and nothing at all', () => {
    expect(parseFlows('workflows: [', contract).ok).toBe(false);
    expect(parseFlows('', contract).ok).toBe(false);
  });
});

describe('a file made to exhaust the reader', () => {
  const step = (id: number) => `      - { stepId: s${id}, operationId: createExam, x-keep: ${'='.repeat(10)} }`;

  test.each([
    ['too many steps', text.replace(/steps:/, `steps:\n${Array.from({ length: 60 }, (_, id) => step(id)).join('\n')}`)],
    ['a size beyond reason', `${text}\n#${'x'.repeat(5_000_000)}`],
    [
      'aliases of aliases',
      `a: &a [x, x]\n${'bcdefghij'.replace(/./g, (at) => `${at}: &${at} [${`*${String.fromCharCode(at.charCodeAt(0) - 1)}, `.repeat(9)}]\n`)}`,
    ],
    ['nesting without end', '['.repeat(50_000)],
  ])('%s is refused', (_what, hostile) => {
    expect(parseFlows(hostile, contract).ok).toBe(false);
  });

  test('twenty errors are told, not thousands', () => {
    const wrong = Array.from({ length: 45 }, (_, id) => `      - { stepId: w${id}, operationId: nothing }`).join('\n');
    const parsed = parseFlows(text.replace(/ {4}steps:/, `    steps:\n${wrong}`), contract);
    expect(parsed.ok ? 0 : parsed.errors.length).toBe(20);
  });
});
