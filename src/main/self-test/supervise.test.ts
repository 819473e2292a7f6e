import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { selfTestFolder, superviseSelfTest } from './supervise.ts';

const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('countersign-self-test-'));

test('the process that tests has a folder of its own, which is gone with all it wrote at its end', () => {
  const note = join(tmpdir(), `supervise-${process.pid}.txt`);
  const before = left();
  const script = `
    const { writeFileSync } = require('node:fs');
    const folder = process.env.COUNTERSIGN_SELF_TEST_FOLDER;
    writeFileSync(folder + '/Preferences', 'late');
    writeFileSync(${JSON.stringify(note)}, folder);
    process.exit(1);
  `;
  expect(superviseSelfTest({ execPath: process.execPath, argv: ['app', '-e', script], env: process.env })).toBe(1);
  expect(selfTestFolder({ COUNTERSIGN_SELF_TEST_FOLDER: readFileSync(note, 'utf8') })).not.toBeNull();
  expect(left()).toEqual(before);
});

test.each([undefined, '', '/home/me/.config/countersign', '/tmp/countersign-self-test-1/..'])(
  'a person’s own folder is never tested on: %s',
  (folder) => {
    expect(selfTestFolder({ COUNTERSIGN_SELF_TEST_FOLDER: folder })).toBeNull();
  },
);

test('a process that cannot be started is a failure', () => {
  expect(superviseSelfTest({ execPath: '/no/such/program', argv: ['app'], env: {} })).toBe(1);
});
