import { expect, test } from 'vitest';
import { splitPath } from './use-save-file.ts';

test.each([
  ['/home/ada/report.html', '/home/ada', 'report.html'],
  ['C:\\Users\\ada\\report.html', 'C:\\Users\\ada', 'report.html'],
  ['/report.html', '/', 'report.html'],
  ['report.html', '', 'report.html'],
])('%s is a folder and a name', (path, folder, name) => {
  expect(splitPath(path)).toEqual({ folder, name });
});
