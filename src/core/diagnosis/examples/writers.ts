import type { SignedRequest } from '../../../protocol/models/signing.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function html(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
}

const formType = 'application/x-www-form-urlencoded';

/** The ways in which browsers and people write down a request; each is one that the paste recognises. */
export const writers = {
  'form-body': ({ body }) => body ?? '',
  'key-value-lines': ({ fields }) => fields.map(([name, value]) => `${name}=${value}`).join('\n'),
  'curl-bash': ({ url, body }) => `curl '${url}' \\\n  -H 'content-type: ${formType}' \\\n  --data-raw '${body ?? ''}'`,
  'curl-cmd': ({ url, body }) =>
    `curl ^"${url}^" ^\r\n  -H ^"content-type: ${formType}^" ^\r\n  --data-raw ^"${(body ?? '').replace(/[%&]/g, '^$&')}^"`,
  powershell: ({ url, body }) =>
    `Invoke-WebRequest -UseBasicParsing -Uri "${url}" \`\n-Method "POST" \`\n-ContentType "${formType}" \`\n-Body "${body ?? ''}"`,
  fetch: ({ url, body }) =>
    `await fetch(${JSON.stringify(url)}, ${JSON.stringify({ headers: { 'content-type': formType }, body, method: 'POST' }, null, 2)});`,
  'http-request': ({ url, body }) => {
    const { host, pathname, search } = new URL(url);
    return `POST ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${formType}\r\n\r\n${body ?? ''}`;
  },
  'html-form': ({ url, fields }) =>
    `<form method="post" action="${html(url)}">\n${fields
      .map(([name, value]) => `  <input type="hidden" name="${html(name)}" value="${html(value)}">`)
      .join('\n')}\n</form>`,
  'authorization-header': ({ headers }) =>
    `Authorization: ${headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? ''}`,
  url: ({ url }) => url,
} as const satisfies Record<string, (request: SignedRequest) => string>;

/** A HAR file (version 1.2) with the launch among other requests of a page. */
export function writeHar({ url, headers, body }: SignedRequest, startedAt: Date): string {
  const { origin } = new URL(url);
  const entry = (method: string, address: string, status: number, postData?: object) => ({
    startedDateTime: startedAt.toISOString(),
    time: 80,
    request: {
      method,
      url: address,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headers.map(([name, value]) => ({ name, value })),
      queryString: [],
      headersSize: -1,
      bodySize: -1,
      ...(postData === undefined ? {} : { postData }),
    },
    response: { status, headers: [] },
  });
  const entries = [
    entry('GET', 'https://lms.example/course/view?id=12', 200),
    entry('POST', url, 401, { mimeType: formType, text: body ?? '' }),
    entry('GET', `${origin}/favicon.ico`, 404),
  ];
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'Example', version: '1' }, entries } }, null, 2);
}
