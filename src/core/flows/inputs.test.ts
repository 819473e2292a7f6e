import { expect, test } from 'vitest';
import type { FlowInput } from '../../protocol/models/exchanges/flow.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { requireInputs, resolveInputs, sandboxInputs, separateSecrets } from './inputs.ts';

function input(name: string, more: Partial<FlowInput> = {}): FlowInput {
  return {
    name,
    title: name,
    in: 'body',
    required: false,
    recommended: false,
    type: 'string',
    description: '',
    secret: false,
    suppliedBy: 'person',
    steps: ['one'],
    credential: null,
    ...more,
  };
}

const inputs = [
  input('name', { required: true, default: 'Exam' }),
  input('url'),
  input('secret', { secret: true, required: true }),
];

test('what was given wins, then the sandbox, then the default', () => {
  const supplied = new Map([
    ['url', 'http://here'],
    ['name', 'Sandbox'],
    ['secret', 's3'],
  ]);
  expect(resolveInputs(inputs, { url: '' }, supplied)).toEqual({ name: 'Sandbox', url: '', secret: 's3' });
  expect(resolveInputs(inputs, { name: 'Own', secret: '' }, new Map())).toEqual({ name: 'Own', url: '', secret: '' });
  expect(resolveInputs(inputs, {}, new Map())).toMatchObject({ name: 'Exam' });
});

test('an input the flow does not have is refused', () => {
  expect(() => resolveInputs(inputs, { nmae: 'x' }, new Map())).toThrow(ProblemError);
});

test('only what a step needs that will be carried out is required', () => {
  const values = { name: 'Exam', url: '', secret: '' };
  expect(() => requireInputs(inputs, values, new Set(['one']))).toThrow(/secret is required/);
  expect(() => requireInputs(inputs, values, new Set(['two']))).not.toThrow();
});

test('secrets are separated from what is kept readable', () => {
  expect(separateSecrets(inputs, { name: 'Exam', secret: 's3' })).toEqual({
    open: { name: 'Exam' },
    secret: { secret: 's3' },
  });
});

test('names of the sandbox are replaced, other braces stay', () => {
  const facts = new Map([['bookshelf.url', 'http://shelf']]);
  const templates = new Map([
    ['url', '{bookshelf.url}/books'],
    ['custom', '{"vbid": "x"}'],
  ]);
  expect([...sandboxInputs(templates, facts).values()]).toEqual(['http://shelf/books', '{"vbid": "x"}']);
});
