import { describe, expect, test } from 'vitest';
import { looksLikeHtml, readPage, visibleText } from './page.ts';

describe('what a page shows', () => {
  test('is its title and its text, without what a browser does not show', () => {
    const page =
      readPage(`<!doctype html><html><head><title>Caf&eacute; &amp; co</title><style>p { color: red }</style></head>
<body><!-- <p>draft</p> --><script>document.write('<p>late</p>')</script><noscript>Switch scripts on</noscript>
<template><p>later</p></template><svg><title>A cup</title></svg><p title="a > b">Sam&nbsp;&lt;3 coffee, 1 < 2</p></body></html>`);
    expect(page).toEqual({ title: 'Café & co', text: 'Sam <3 coffee, 1 < 2', signsIn: false });
  });

  test('may be a form to sign in with', () => {
    expect(readPage('<form><input name=user><input type="PASSWORD" name=p></form>').signsIn).toBe(true);
    expect(readPage('<form><input name=password></form>').signsIn).toBe(false);
  });

  test('is told where tags are not closed', () => {
    expect(visibleText('<p>before<p class="x')).toBe('before');
    expect(visibleText('<p>before<script>var a = 1')).toBe('before');
    expect(visibleText('<p>before<!-- never ends')).toBe('before');
  });

  test('is read with letters whose lower case is longer in front of it', () => {
    expect(visibleText(`<p>${'İ'.repeat(9)}</p><SCRIPT>x()</SCRIPT><p>after</p>`)).toBe(`${'İ'.repeat(9)} after`);
  });
});

test('what is no page stays as it is', () => {
  const json = '{"error": "a &lt; b"}';
  expect(looksLikeHtml(json)).toBe(false);
  expect(visibleText(json)).toBe(json);
});
