import { describe, expect, test } from 'vitest';
import { ProblemError } from '../../protocol/problem.ts';
import { type LaunchPage, launchPage, launchPagePolicy } from './launch-page.ts';

const plain: LaunchPage = {
  action: 'https://tool.example/launch?a=1&b=%22',
  fields: [['user_id', 'u-1']],
  mode: 'window',
  nonce: 'n0nce',
};

function inputs(html: string): string[] {
  return [...html.matchAll(/<input[^>]*>/g)].map(([input]) => input);
}

describe('the form', () => {
  test('posts UTF-8 fields to the action with its query', () => {
    const html = launchPage(plain);
    expect(html).toContain(
      '<form method="post" action="https://tool.example/launch?a=1&amp;b=%22" accept-charset="utf-8" enctype="application/x-www-form-urlencoded">',
    );
    expect(html).toContain('<meta charset="utf-8">');
  });

  test('escapes what would end an attribute, and keeps line breaks', () => {
    const fields: LaunchPage['fields'] = [
      ['a"b', '"><script>alert(1)</script>'],
      ["it's", 'Émile & co\r\n🎓'],
      ['empty', ''],
    ];
    expect(inputs(launchPage({ ...plain, fields }))).toEqual([
      '<input type="hidden" name="a&quot;b" value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">',
      '<input type="hidden" name="it&#39;s" value="Émile &amp; co&#13;&#10;🎓">',
      '<input type="hidden" name="empty" value="">',
    ]);
  });

  test('has a button for browsers without scripts, and the button is not posted', () => {
    const button = /<noscript>.*(<button[^>]*>).*<\/noscript>/.exec(launchPage(plain))?.[1];
    expect(button).toBe('<button type="submit">');
  });

  test('submits although a field is called submit', () => {
    const html = launchPage({ ...plain, fields: [['submit', 'x']] });
    expect(html).toContain('<script nonce="n0nce">HTMLFormElement.prototype.submit.call(');
  });

  test('targets the frame of the page in iframe mode only', () => {
    const html = launchPage({ ...plain, mode: 'iframe' });
    expect(html).toMatch(/<form [^>]* target="tool">/);
    expect(html).toMatch(/<iframe name="tool"/);
    expect(launchPage(plain)).not.toMatch(/target=|<iframe/);
  });
});

describe('what no browser posts unchanged is refused', () => {
  test.each<[string, [string, string]]>([
    ['an empty name', ['', 'x']],
    ['the name _charset_', ['_charset_', 'x']],
    ['U+0000', ['x', 'a\0b']],
    ['a lone line feed', ['x', 'a\nb']],
  ])('%s', (_case, field) => {
    const attempt = () => launchPage({ ...plain, fields: [['ok', '1'], field] });
    expect(attempt).toThrow(ProblemError);
    expect(attempt).toThrow(expect.objectContaining({ problem: expect.objectContaining({ field: 'fields.1' }) }));
  });

  test.each(['javascript:alert(1)', '/relative', 'ftp://tool.example', 'https://'])('the action %s', (action) => {
    expect(() => launchPage({ ...plain, action })).toThrow(/signing\.invalid-url/);
  });
});

test('the policy allows nothing but the own script and style, and frames in iframe mode', () => {
  expect(launchPagePolicy('window', 'abc')).toBe(
    "default-src 'none'; script-src 'nonce-abc'; style-src 'nonce-abc'; img-src data:; frame-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  );
  expect(launchPagePolicy('iframe', 'abc')).toContain('frame-src http: https:');
  expect(launchPagePolicy('iframe', 'abc')).not.toContain('form-action');
});
