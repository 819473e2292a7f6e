import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recognisePaste } from './index.ts';

const url = 'https://tool.example/launch?c=7';
const body = 'lti_version=LTI-1p0&context_title=Gr%C3%B6%C3%9Fe+%26+Ma%C3%9F&x=';
const fields = [
  ['lti_version', 'LTI-1p0'],
  ['context_title', 'Größe & Maß'],
  ['x', ''],
];
const post = { method: 'POST', url, fields };

describe('what is pasted is recognised and read alike', () => {
  test.each<[string, string, object]>([
    ['form-body', body, { method: 'POST', url: null, fields }],
    ['form-body', `${body}\r\n`, { fields }],
    ['key-value-lines', 'lti_version=LTI-1p0\ncontext_title=Größe & Maß\nx=', { method: 'POST', url: null, fields }],
    ['key-value-lines', 'lti_version: LTI-1p0\r\ncontext_title: Größe & Maß\r\nx:', { fields }],
    [
      'curl-bash',
      `curl '${url}' \\\n  -H 'content-type: application/x-www-form-urlencoded' \\\n  --data-raw '${body}' --compressed`,
      post,
    ],
    ['curl-bash', `curl -sXPOST -H "Content-Type: application/x-www-form-urlencoded" -d '${body}' "${url}"`, post],
    [
      'curl-bash',
      `curl ${url.replace('?', '\\?')} -d lti_version=LTI-1p0 --data-urlencode 'context_title=Größe & Maß' -d x=`,
      post,
    ],
    [
      'curl-bash',
      `curl '${url}' --data-raw $'lti_version=LTI-1p0&context_title=Gr\\u00f6\\u00dfe+%26+Ma%C3%9F&x='`,
      post,
    ],
    [
      'curl-cmd',
      `curl "${url}" ^\r\n  -H "content-type: application/x-www-form-urlencoded" ^\r\n  --data-raw "${body.replaceAll('%', '^%').replaceAll('&', '^&')}"`,
      post,
    ],
    ['curl-cmd', `curl ^"${url}^" ^\n  --data-raw ^"${body.replaceAll('%', '^%').replaceAll('&', '^&')}^"`, post],
    [
      'powershell',
      `Invoke-WebRequest -UseBasicParsing -Uri "${url}" \`\n-Method "POST" \`\n-Headers @{\n"Origin"="https://lms.example"\n  "X"="a\`"b"\n} \`\n-ContentType "application/x-www-form-urlencoded" \`\n-Body "${body}"`,
      post,
    ],
    [
      'powershell',
      `$session = New-Object X\nInvoke-RestMethod -Uri '${url}' -Method POST -Body ([System.Text.Encoding]::UTF8.GetBytes("lti_version=LTI-1p0&context_title=Gr$([char]246)$([char]223)e+%26+Ma%C3%9F&x="))`,
      post,
    ],
    [
      'fetch',
      `await fetch("${url}", {\n  "headers": { "content-type": "application/x-www-form-urlencoded" },\n  "body": "${body}",\n  "method": "POST"\n});`,
      post,
    ],
    [
      'http-request',
      `POST /launch?c=7 HTTP/1.1\r\nHost: tool.example\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n${body}`,
      post,
    ],
    [
      'html-form',
      `<html><form method=post action='${url}'><input name="lti_version" value="LTI-1p0"><input type=hidden name=context_title value="Gr&ouml;&#246;&#xDF;e"/><input type="submit" value="Go"></form>`,
      {
        method: 'POST',
        url,
        fields: [
          ['lti_version', 'LTI-1p0'],
          ['context_title', 'Grööße'],
        ],
      },
    ],
    [
      'base-string',
      `POST&https%3A%2F%2Ftool.example%2Flaunch&context_title%3DGr%25C3%25B6%26x%3D`,
      {
        method: 'POST',
        url: 'https://tool.example/launch',
        fields: [
          ['context_title', 'Grö'],
          ['x', ''],
        ],
      },
    ],
    ['url', url, { method: 'GET', url }],
    [
      'authorization-header',
      'Authorization: OAuth oauth_nonce="1", oauth_signature="a%3D"',
      { method: null, headers: [['Authorization', 'OAuth oauth_nonce="1", oauth_signature="a%3D"']] },
    ],
  ])('%s: %s', (kind, text, request) => {
    const pasted = recognisePaste(text);
    expect(pasted.kind).toBe(kind);
    expect(pasted.request).toMatchObject(request);
  });

  test('the launch among the requests of a HAR', () => {
    const entry = (method: string, postData?: object) => ({ request: { method, url, headers: [], postData } });
    const launch = { mimeType: 'application/x-www-form-urlencoded', text: `${body}&oauth_signature=a%2Bb` };
    const har = {
      log: { entries: [entry('GET'), entry('POST', { mimeType: 'text/plain', text: 'x' }), entry('POST', launch), 7] },
    };
    const pasted = recognisePaste(JSON.stringify(har));
    expect(pasted).toMatchObject({ kind: 'har', skippedRequests: 3, request: { method: 'POST', url } });
    expect(pasted.request?.fields).toContainEqual(['oauth_signature', 'a+b']);
  });

  test('an id_token, alone and in a form', () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${encode({ alg: 'RS256', kid: 'k' })}.${encode({ iss: 'https://lms.example', nonce: 'ü' })}.c2ln`;
    const taken = {
      header: { alg: 'RS256', kid: 'k' },
      claims: { iss: 'https://lms.example', nonce: 'ü' },
      signed: true,
    };
    expect(recognisePaste(token)).toMatchObject({ kind: 'id-token', token: taken, request: null });
    expect(recognisePaste(`state=1&id_token=${token}`)).toMatchObject({ kind: 'form-body', token: taken });
  });

  test('line breaks of a form are what a browser sends', () => {
    const { request } = recognisePaste('<form method="post" action="/x"><textarea name="t">\na\nb</textarea></form>');
    expect(request?.fields).toEqual([['t', 'a\r\nb']]);
  });

  test.each(['', 'hello there', '{"a":1}', '<p>no form</p>', 'null', '[[[['])('unknown: %s', (text) => {
    const pasted = recognisePaste(text);
    expect(pasted).toMatchObject({ kind: 'unknown', request: null });
    expect(pasted.notes).toHaveLength(1);
  });
});

describe('hostile input', () => {
  const size = 300_000;
  test.each([
    ['OAuth and blanks', `OAuth${' '.repeat(size)}x`],
    ['open tags', '<form '.repeat(size / 6)],
    ['open quotes', `<form a="${'<input '.repeat(size / 7)}`],
    ['attributes', `<form ${'='.repeat(size)}`],
    ['dots', 'a.'.repeat(size / 2)],
    ['curl quotes', `curl '${'\'"'.repeat(size / 2)}`],
    ['backslashes', `curl ${'\\'.repeat(size)}`],
    ['ANSI quotes', `curl $'${'\\u'.repeat(size / 2)}`],
    ['carets', `curl ^"${'^\n'.repeat(size / 2)}`],
    ['PowerShell tables', `Invoke-WebRequest -Headers @{${'"a"='.repeat(size / 4)}`],
    ['PowerShell escapes', `Invoke-WebRequest -Body "${'$([char]'.repeat(size / 8)}`],
    ['nested JSON', `{"log":${'['.repeat(size)}`],
    ['ampersands', `a=${'&'.repeat(size)}`],
    ['lines', 'a\n'.repeat(size / 2)],
    ['percent signs', `POST&https%3A%2F%2F${'%'.repeat(size)}&${'%26'.repeat(size / 3)}`],
    ['fetch', `fetch("${'\\'.repeat(size)}`],
  ])('%s are read in one go', (_name, text) => {
    const started = performance.now();
    recognisePaste(text);
    // Quadratic time would take minutes for these.
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('nothing makes it throw', () => {
    const pieces = [
      'curl ',
      "'",
      '"',
      "$'",
      '\\',
      '^',
      '<form ',
      '<input name=',
      '>',
      '{"log":{"entries":[',
      ']}}',
      'a=b',
      '&',
      '%',
      '%E9',
      '\n',
      'fetch("',
      'Invoke-WebRequest ',
      '@{',
      '`',
      'OAuth oauth_',
      'POST /x HTTP/1.1\n',
      '\uD800',
      '.',
      ' ',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })), { maxLength: 20 });
    fc.assert(
      fc.property(text, (parts) => void recognisePaste(parts.join(''))),
      { numRuns: 500 },
    );
  });
});
