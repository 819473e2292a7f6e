import { expect, test } from 'vitest';
import { openExternal } from './external.ts';

async function opened(address: string): Promise<string[]> {
  const calls: string[] = [];
  await openExternal(address, async (url) => {
    calls.push(url);
  });
  return calls;
}

test.each([
  ['https://www.imsglobal.org/spec/lti', 'https://www.imsglobal.org/spec/lti'],
  ['HTTP://tool.example', 'http://tool.example/'],
])('%s is opened', async (address, expected) => {
  expect(await opened(address)).toEqual([expected]);
});

test.each([
  'javascript:alert(1)',
  'file:///etc/passwd',
  'smb://server/share',
  'data:text/html,a',
  '\\\\server\\share',
  '//server/share',
  'ms-word:ofe|u|https://tool.example',
  'search-ms:query=a',
  'app://countersign/',
  'mailto:a@b.example',
  'https://user:password@tool.example/',
  'calc.exe',
  '',
])('%s is not opened', async (address) => {
  await expect(opened(address)).rejects.toMatchObject({ problem: { code: 'input.invalid', field: 'url' } });
});
