import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readWindowState, restoreBounds, writeWindowState } from './window-state.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-window-'));
afterAll(() => rm(folder, { recursive: true }));
const screens = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: 1920, y: 0, width: 1280, height: 1024 },
];
const first = { bounds: null, maximized: false, theme: 'system' };

test('what was written is read again, and no half-written file stays', () => {
  const path = join(folder, 'window.json');
  const state = { bounds: { x: 1, y: 2, width: 1000, height: 700 }, maximized: true, theme: 'dark' as const };
  writeWindowState(path, state);
  expect(readWindowState(path)).toEqual(state);
  expect(readdirSync(folder)).toEqual(['window.json']);
});

test.each([
  ['not JSON', '{'],
  ['another shape', '{"bounds": 5}'],
  ['bounds beyond reason', '{"bounds": {"x":0,"y":0,"width":1e9,"height":1}, "maximized": false, "theme": "dark"}'],
])('a file with %s is a first start', (_what, text) => {
  const path = join(folder, 'damaged.json');
  writeFileSync(path, text);
  expect(readWindowState(path)).toEqual(first);
});

test('a missing file is a first start', () => {
  expect(readWindowState(join(folder, 'none.json'))).toEqual(first);
});

test.each([
  ['nothing remembered', null, { width: 1280, height: 800 }],
  ['on the first screen', { x: 5, y: 5, width: 1000, height: 700 }, { x: 5, y: 5, width: 1000, height: 700 }],
  ['on the second screen', { x: 2000, y: 9, width: 900, height: 600 }, { x: 2000, y: 9, width: 900, height: 600 }],
  ['on a screen that is gone', { x: 5000, y: 5, width: 1000, height: 700 }, { width: 1000, height: 700 }],
  ['above every screen', { x: 0, y: -500, width: 1000, height: 700 }, { width: 1000, height: 700 }],
  ['smaller than the minimum', { x: 5, y: 5, width: 10, height: 10 }, { x: 5, y: 5, width: 900, height: 600 }],
])('a window %s', (_where, saved, expected) => {
  expect(restoreBounds(saved, screens)).toEqual(expected);
});
