import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import { parseFlows } from './load.ts';

const folder = new URL('../../../resources/contracts/proctorexam/', import.meta.url);
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

  test('no YAML, and nothing at all', () => {
    expect(parseFlows('workflows: [', contract).ok).toBe(false);
    expect(parseFlows('', contract).ok).toBe(false);
  });
});
