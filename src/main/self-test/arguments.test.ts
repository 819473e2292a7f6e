import { expect, test } from 'vitest';
import { selfTestRequest } from './arguments.ts';

test.each([
  [[], null],
  [['--out', 'a.json'], null],
  [['--self-test'], { out: null }],
  [['--self-test', '--out', 'a.json'], { out: '/there/a.json' }],
  [['--out=a.json', '--self-test'], { out: '/there/a.json' }],
  [['--self-test', '--out=/tmp/a.json'], { out: '/tmp/a.json' }],
  [['--self-test', '--out'], { out: null }],
])('%j asks for %j', (args, wanted) => {
  expect(selfTestRequest(['/opt/countersign', ...args], '/there')).toEqual(wanted);
});
