import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Bench, startTool, type Tool } from '../../integration/bench.ts';

let bench: Bench;
let elsewhere: Tool;
beforeAll(async () => {
  bench = new Bench();
  elsewhere = await startTool((_request, response) => response.end('type: string'));
});
afterAll(async () => {
  await bench.remove();
  await elsewhere.close();
});

const head = 'openapi: 3.1.0\ninfo: {title: A, version: "1"}\n';
const answering = (schema: string) =>
  `${head}paths:\n  /a:\n    get:\n      operationId: b\n      responses:\n        "200":\n          description: c\n          content: {application/json: {schema: ${schema}}}\n`;
const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 12 }, (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(', ')}]`).join('\n')}\n`;

/** What the file is refused for, in words. */
async function refusalOf(text: string): Promise<string> {
  const result = await bench.call('contracts.check', { text });
  if (result.ok) throw new Error('The file was accepted.');
  return result.errors.map(({ message }) => message).join('\n');
}

describe('a contract is refused', () => {
  test.each([
    ['with aliases that multiply', `${head}${bomb}`, 'too many times'],
    ['with an alias inside its own anchor', `${head}paths: &p {/a: *p}`, /too many times|contains itself|deeper/],
    ['nested without end as YAML', `${head}x: ${'['.repeat(20_000)}`, /deep|bracket|missing/],
    ['nested without end as JSON', `{"openapi":"3.1.0","a":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'deeper than'],
    [
      'with more values than any contract has',
      `${head}x: [${'0,'.repeat(400_001)}0]`,
      'more than 200000 lines and values',
    ],
    ['with more values than any contract has, in JSON', `{"x":[${'0,'.repeat(400_001)}0]}`, 'more than 400000 values'],
    ['with a tag that runs code', `${head}x: !!js/function "() => 1"`, 'tag'],
    ['with a tag of its own', `${head}x: !include secrets.yaml`, 'tag'],
    ['that names __proto__', `${head}__proto__: {polluted: yes}`, '__proto__'],
    ['that names __proto__ in JSON', '{"openapi":"3.1.0","__proto__":{"polluted":true}}', '__proto__'],
    ['that refers to a file', answering('{$ref: "file:///etc/passwd"}'), 'leads out of this file'],
    ['that refers to a file beside it', answering('{$ref: "../../secret.yaml#/a"}'), 'leads out of this file'],
  ])('%s', async (_what, text, reason) => {
    expect(await refusalOf(text)).toMatch(reason);
    expect('polluted' in {}).toBe(false);
  });

  test('that refers to another host, which is not asked', async () => {
    const refusal = await refusalOf(answering(`{$ref: "${elsewhere.url}/a.yaml"}`));
    expect(refusal).toContain('copy what it refers to into this file');
    expect(elsewhere.requests).toEqual([]);
  });
});

test('the id of an imported contract is no path', async () => {
  const before = readdirSync(bench.folder).sort();
  for (const id of ['../evil', '..', 'a/b', 'C:\\evil', '/etc/evil', '__proto__']) {
    const problem = await bench.refusal('contracts.import', { id, text: answering('{type: string}') });
    expect(problem.code).toBe('input.invalid');
  }
  expect(readdirSync(bench.folder).sort()).toEqual(before);
});

test('a contract longer than five million characters is refused', async () => {
  const problem = await bench.refusal('contracts.check', { text: `${head}# ${'x'.repeat(5_000_000)}` });
  expect(problem.code).toBe('input.invalid');
});

describe('a pattern from a contract', () => {
  /** Each would backtrack for hours. */
  test.each(['^(a+)+$', '^(a|a)*$', '(a+a+)+b', '^(([a-z])+.)+[A-Z]([a-z])+$'])(
    '%s takes bounded time',
    async (pattern) => {
      const id = 'slow';
      const text = answering(`{type: string, pattern: '${pattern}'}`);
      await bench.call('contracts.import', { id, text });
      const startedAt = performance.now();
      const body = JSON.stringify(`${'a'.repeat(5000)}!`);
      const headers = [['content-type', 'application/json']] satisfies [string, string][];
      await bench.call('contracts.judge', { contract: id, operation: 'b', response: { status: 200, headers, body } });
      expect(performance.now() - startedAt).toBeLessThan(3000);
    },
  );
});

describe('a paste', () => {
  test.each([
    ['an archive of a hundred thousand entries', JSON.stringify({ log: { entries: Array(100_000).fill({}) } })],
    ['an archive nested without end', `{"log":{"entries":[${'{"request":'.repeat(5000)}1${'}'.repeat(5000)}]}}`],
    ['a form of a hundred thousand fields', 'a=1&'.repeat(100_000)],
    ['a page of open tags', '<form><input '.repeat(50_000)],
    ['a command of open quotes', `curl ${"'\\".repeat(50_000)}`],
    ['a token of dots', '.'.repeat(100_000)],
  ])('that is %s is answered in bounded time', async (_what, text) => {
    const startedAt = performance.now();
    const result = await bench.core.dispatch('diagnosis.recognise', { text });
    expect(performance.now() - startedAt).toBeLessThan(3000);
    if (!result.ok) expect(result.problem.code).not.toBe('internal');
  });
});
