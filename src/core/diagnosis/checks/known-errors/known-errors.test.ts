import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownInAnswer, knownInMessage, knownTextFinding, knownTexts, librarySystems } from './index.ts';

const page = (text: string) =>
  `<!doctype html><html><head><title>Error</title><style>pre { color: red }</style></head><body><h1>Error</h1><pre>${text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll("'", '&#39;')
    .replaceAll('"', '&quot;')}</pre></body></html>`;
const idsIn = (body: string, status: number | null = 500) => knownInAnswer(body, status).map(({ id }) => id);

describe('the table', () => {
  test('has at least sixty texts, of all systems, each with its own id and a public source', () => {
    expect(knownTexts.length).toBeGreaterThanOrEqual(60);
    expect(new Set(knownTexts.map(({ id }) => id)).size).toBe(knownTexts.length);
    expect(new Set(knownTexts.flatMap(({ from }) => from))).toEqual(new Set(Object.keys(librarySystems)));
    for (const { source, row, phrase } of knownTexts) {
      expect(source).toMatch(/^https:\/\//);
      expect(row).toMatch(/^[ABC]\d{1,2}$/);
      expect(phrase.length).toBeGreaterThan(10);
    }
  });

  test.each(knownTexts.map((known) => [known.id, known] as const))('%s is found on a page and in JSON', (id, known) => {
    const said = [known.phrase, ...(known.beside ?? []).slice(0, 1)].join(' – ');
    expect(idsIn(page(said))).toContain(id);
    if (known.alone !== true) expect(idsIn(JSON.stringify({ error: 'refused', message: said }))).toContain(id);
  });
});

test('a shorter text does not count where a longer one says more', () => {
  const ids = idsIn(page('LtiException: Unable to find a public key which matches your JWT.'));
  expect(ids).toEqual(['public-key-no-match']);
  expect(idsIn('{"details":{"message":"KEY_NOT_FOUND"}}', 401)).toEqual(['ltijs-key-not-found']);
});

test('“Invalid request” counts as all there is on a page, and nowhere else', () => {
  expect(idsIn(page('Invalid request'))).toEqual(['moodle-invalid-request']);
  expect(idsIn('{"error":"Invalid request"}', 400)).toEqual([]);
  expect(idsIn(page(`Invalid request ${'and much more about it. '.repeat(20)}`))).toEqual([]);
});

test('pages that work are not taken for errors, whatever their scripts and help texts say', () => {
  expect(idsIn(`<html><script>throw "MISSING_VALIDATION_COOKIE"</script><p>Welcome</p></html>`, 200)).toEqual([]);
  expect(idsIn(page(`${'How to solve problems. '.repeat(200)} State not found`), 200)).toEqual([]);
  expect(idsIn(page('Welcome back, Sam'), 200)).toEqual([]);
});

test('what a tool sends back as lti_errormsg is recognised, with quotes of any kind', () => {
  const [known] = knownInMessage(
    'Debug error: JWT signature check failed - perhaps an invalid public key or timestamp',
  );
  expect(known?.id).toBe('lti-php-jwt');
  expect(knownInMessage('The LTI tool isn’t responding properly').map(({ id }) => id)).toEqual([
    'blackboard-not-responding',
  ]);
});

test('a finding says who says so, which failure it is and what to do', () => {
  const [known] = knownInMessage("the 'aud' is invalid");
  if (known === undefined) throw new Error('not recognised');
  expect(knownTextFinding(known, 'the answer')).toMatchObject({
    id: 'NET-11',
    seen: "“the 'aud' is invalid” in the answer, as Canvas says it (failure C4).",
  });
});

test('any text is looked through without an error, and hostile ones in one pass', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(null, 200, 500), (text, status) => {
      expect(knownInAnswer(text, status).length).toBeLessThanOrEqual(3);
    }),
  );
  for (const hostile of [
    '<script'.repeat(100_000),
    '<'.repeat(1_000_000),
    `<html>${'<style><'.repeat(100_000)}`,
    '&'.repeat(1_000_000),
  ]) {
    expect(knownInAnswer(hostile, 500)).toEqual([]);
  }
});
