import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, fillTemplate, parseExpression, parseTemplate, type Scope } from './expression.ts';

const scope: Scope = {
  inputs: { name: 'Final', open: '{', 'dotted.name': 'yes' },
  steps: new Map([['exam', { exam_id: 7, placeholder: 'LTI_EXAM_1' }]]),
  response: {
    status: 201,
    headers: [['X-Page', '2']],
    body: { exam: { id: 7, 'a/b': [10, { c: 'deep' }] } },
  },
};

function value(text: string): unknown {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return evaluate(parsed.value, scope);
}

function filled(text: string): string | undefined {
  const parsed = parseTemplate(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return fillTemplate(parsed.value, scope);
}

describe('expressions', () => {
  test.each([
    ['$inputs.name', 'Final'],
    ['$inputs.dotted.name', 'yes'],
    ['$steps.exam.outputs.exam_id', 7],
    ['$statusCode', 201],
    ['$response.header.x-page', '2'],
    ['$response.body#/exam/id', 7],
    ['$response.body#/exam/a~1b/1/c', 'deep'],
    ['$response.body#/exam/none', undefined],
    ['$inputs.none', undefined],
    ['$steps.none.outputs.x', undefined],
  ])('%s is %j', (text, expected) => expect(value(text)).toEqual(expected));

  test.each([
    '$inputs',
    '$inputs.',
    '$steps.exam.exam_id',
    '$url',
    '$response.body#exam',
    'inputs.name',
    '$inputs.a b',
  ])('%s is refused', (text) => expect(parseExpression(text).ok).toBe(false));

  test('nothing is found through the prototype', () => {
    expect(value('$inputs.constructor')).toBeUndefined();
    expect(value('$response.body#/__proto__/toString')).toBeUndefined();
  });

  test('any text is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `$response.body#/${text}`),
        ),
        (text) => {
          const parsed = parseExpression(text);
          if (parsed.ok) evaluate(parsed.value, scope);
        },
      ),
    );
  });
});

describe('templates', () => {
  test('an expression alone, and text with expressions in braces', () => {
    expect(filled('$steps.exam.outputs.exam_id')).toBe('7');
    expect(filled('Read {$inputs.open}{$steps.exam.outputs.placeholder}} now')).toBe('Read {LTI_EXAM_1} now');
  });

  test('other braces are text', () => {
    expect(filled('{LTI_EXAM_1} {"vbid": "x"} {}')).toBe('{LTI_EXAM_1} {"vbid": "x"} {}');
  });

  test('what is filled in is not read again', () => {
    const parsed = parseTemplate('{$inputs.name}!');
    if (!parsed.ok) throw new Error(parsed.message);
    const tricky = { ...scope, inputs: { name: '{$statusCode}' } };
    expect(fillTemplate(parsed.value, tricky)).toBe('{$statusCode}!');
  });

  test('something without a value leaves the whole without one', () => {
    expect(filled('$inputs.none')).toBeUndefined();
    expect(filled('a {$inputs.none}')).toBeUndefined();
  });
});
