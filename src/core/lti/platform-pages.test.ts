import { expect, test } from 'vitest';
import { returnedPage, selectionPage } from './platform-pages.ts';
import { returnMessage } from './return-message.ts';

test('reads the four messages, empty ones as none', () => {
  const query = new URLSearchParams(
    'lti_errormsg=Fehler%20%C3%A9&lti_errorlog=E%2B1&lti_msg=&lti_log=a&lti_log=b&other=x',
  );
  expect(returnMessage(query, 5)).toEqual({
    errorMessage: 'Fehler é',
    errorLog: 'E+1',
    message: null,
    log: 'a',
    at: 5,
  });
});

test('shows what the tool said as text, and nothing else of it', () => {
  const html = returnedPage(returnMessage(new URLSearchParams({ lti_errormsg: '<script>alert("1")</script>' }), 0));
  expect(html).toContain('The tool came back with an error');
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
  expect(html).not.toContain('<script');
});

test('says so when there was no message', () => {
  expect(returnedPage(returnMessage(new URLSearchParams(), 0))).toContain('It gave no message.');
});

test('lists the items of a selection', () => {
  const item = { type: 'LtiLinkItem', mediaType: null, title: 'A & B', text: null, url: null, json: '{}' };
  const html = selectionPage({
    at: 0,
    verified: true,
    items: [item, { ...item, title: null }],
    message: null,
    log: null,
    errorMessage: null,
    errorLog: null,
    data: null,
    findings: [],
    fields: [],
  });
  expect(html).toContain('A &amp; B&#10;LtiLinkItem');
});
