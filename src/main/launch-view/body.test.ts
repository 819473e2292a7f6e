import { expect, test } from 'vitest';
import { bodyKind, isRead, maxBodyText, readBody, unreadBody } from './body.ts';

test('text is decoded by the charset its header names', () => {
  const kind = bodyKind([['Content-Type', 'text/html; Charset="ISO-8859-1"']]);
  expect(readBody(kind, Uint8Array.of(0x63, 0x61, 0x66, 0xe9))).toMatchObject({
    text: 'café',
    size: 4,
    charset: 'iso-8859-1',
  });
});

test('a charset that does not exist falls back to UTF-8', () => {
  const kind = bodyKind([['content-type', 'text/plain; charset=klingon']]);
  expect(readBody(kind, new TextEncoder().encode('ü')).text).toBe('ü');
});

test('only the beginning of a long text is kept, with its whole size', () => {
  const view = readBody(bodyKind([]), new Uint8Array(maxBodyText + 1).fill(0x61));
  expect(view).toMatchObject({ truncated: true, size: maxBodyText + 1 });
  expect(view.text).toHaveLength(maxBodyText);
});

test.each([
  ['text/html', null, true],
  ['application/vnd.api+json', '100', true],
  ['image/png', '100', false],
  ['text/plain', String(20 * 1024 * 1024), false],
])('%s of %s bytes is read: %s', (type, length, expected) => {
  const headers: [string, string][] = [['Content-Type', type]];
  if (length !== null) headers.push(['Content-Length', length]);
  expect(isRead(bodyKind(headers))).toBe(expected);
});

test('a body that is not read still has its announced size and kind', () => {
  const kind = bodyKind([
    ['content-type', 'application/pdf'],
    ['content-length', '12'],
  ]);
  expect(unreadBody(kind)).toEqual({
    size: 12,
    contentType: 'application/pdf',
    charset: null,
    kind: 'binary',
    text: '',
    truncated: true,
  });
});
