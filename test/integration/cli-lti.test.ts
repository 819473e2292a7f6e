import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appliedPresetSchema } from '../../src/protocol/models/lti/lti.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-cli-lti-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, '--data', folder, 'lti', ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '' },
  });
  return { status, stdout, stderr };
}

test('presets, roster and grades are listed without a vault', () => {
  expect(run('presets')).toMatchObject({ status: 0, stdout: expect.stringContaining('moodle\tMoodle\tdocumented') });
  expect(run('roster')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('person\tSam Sample\tsample-1001'),
  });
  expect(run('grades', '--json')).toMatchObject({ status: 0, stdout: '[]\n' });
  expect(run('line-items', '--json')).toMatchObject({ status: 0, stdout: '[]\n' });
  expect(run('calls', 'nothing').status).toBe(2);
});

test('a preset is applied to a person and a course by name', () => {
  const args = ['apply', 'canvas', '--person', 'Sam Sample', '--course', 'Sample Biology 101', '--link', 'Quiz 1'];
  const custom = ['--custom', 'where=$Context.title', 'x=a=b', '--privacy', 'email_only', '--graded', '--json'];
  const { status, stdout } = run(...args, ...custom);
  expect(status).toBe(0);
  const fields = Object.fromEntries(appliedPresetSchema.parse(JSON.parse(stdout)).fields);
  expect(fields).toMatchObject({
    resource_link_title: 'Quiz 1',
    custom_where: 'Sample Biology 101',
    custom_x: 'a=b',
    lis_person_contact_email_primary: 'sam.sample@college.example',
  });
  expect(fields).not.toHaveProperty('lis_person_name_full');
});

test('wrong use is told apart', () => {
  expect(run('apply', 'canvas', '--person', 'Nobody', '--course', 'x').status).toBe(2);
  expect(run('apply', 'webct', '--person', 'Sam Sample', '--course', 'Sample Biology 101').status).not.toBe(0);
  expect(run('apply', 'canvas').status).toBe(2);
});

test('roles are judged', () => {
  expect(run('roles', 'Learner')).toMatchObject({ status: 0, stdout: 'Learner\n' });
  expect(run('roles', 'Student')).toMatchObject({ status: 0, stdout: expect.stringContaining('urn:lti:instrole') });
  expect(run('roles', 'Teacher').status).toBe(1);
});
