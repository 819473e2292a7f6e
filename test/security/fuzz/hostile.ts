import fc from 'fast-check';

/** Texts that break readers that trust their input. */
const nastyTexts = [
  '',
  ' ',
  '\0',
  '\ud800',
  'a\udc00b',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '../../etc/passwd',
  '..\\..\\windows',
  '%2e%2e%2f',
  '%',
  '%zz',
  '\u202e\u200b',
  '1e999',
  '-0',
  'NaN',
  "' OR 1=1 --",
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '{{7*7}}',
  'x'.repeat(100_000),
  '('.repeat(5000),
  '['.repeat(5000),
  '{"a":'.repeat(5000),
  '&a=1'.repeat(5000),
  '<'.repeat(100_000),
  '<a'.repeat(50_000),
  '<!--'.repeat(20_000),
  '<a b="'.repeat(20_000),
  ' '.repeat(100_000),
];

export const hostileText = fc.oneof(
  fc.constantFrom(...nastyTexts),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
);

const nastyNumbers = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  0.1,
  2 ** 53,
  -(2 ** 53),
  Number.MAX_VALUE,
  5e-324,
];

function nested(depth: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
}

/** An object with a member of its own that most code takes for inherited: only `JSON.parse` makes one. */
const disguised: unknown[] = [
  JSON.parse('{"__proto__": {"polluted": true}}'),
  JSON.parse('{"constructor": {"prototype": {"polluted": true}}}'),
  Object.create(null),
];

/** Values no command or reader asked for: wrong kinds, odd numbers, deep nesting, disguised names, anything. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: hostileText },
  { weight: 2, arbitrary: fc.constantFrom(...nastyNumbers) },
  { weight: 2, arbitrary: fc.constantFrom(null, undefined, true, false, [], {}) },
  { weight: 1, arbitrary: fc.constantFrom(...disguised) },
  { weight: 1, arbitrary: fc.constantFrom(100, 5000).map(nested) },
  { weight: 1, arbitrary: fc.constant(Array.from({ length: 20_000 }, () => 0)) },
  { weight: 4, arbitrary: fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, maxDepth: 3 }) },
);
