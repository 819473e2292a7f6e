import { expect, test } from 'vitest';
import { holds, parseCondition } from './condition.ts';

function check(text: string, status = 200, body: unknown = { state: 'Open', count: 3 }): boolean {
  const parsed = parseCondition(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return holds(parsed.value, { inputs: {}, steps: new Map(), response: { status, headers: [], body } });
}

test.each([
  ['$statusCode == 200', true],
  ['$statusCode != 200', false],
  ['$statusCode >= 200 && $statusCode < 300', true],
  ['$statusCode == 201 || $statusCode == 200', true],
  ['$statusCode == 201 || $statusCode == 200 && $statusCode == 202', false],
  ["$response.body#/state == 'open'", true],
  ['$response.body#/count > 2', true],
  ['$response.body#/none == null', false],
  ['$response.body#/none != 1', false],
  ["$response.body#/state > 'A'", false],
])('%s is %s', (text, expected) => expect(check(text)).toBe(expected));

test.each(['', '$statusCode', '$statusCode = 200', '$statusCode == two', '$nothing == 1', '($statusCode == 200)'])(
  '"%s" is refused',
  (text) => expect(parseCondition(text).ok).toBe(false),
);
