import { expect, test } from 'vitest';
import { ProblemError } from '../../protocol/problem.ts';
import { runSecretly } from './secret-command.ts';

test('tells that it waits and that it is over, and hands on the answer', async () => {
  const told: unknown[] = [];
  const answer = await runSecretly(async () => 'opened', told.push.bind(told));
  expect(answer).toBe('opened');
  expect(told).toEqual([
    { pending: true, error: null },
    { pending: false, error: null },
  ]);
});

test('a failure ends the waiting and is told as a problem', async () => {
  const told: unknown[] = [];
  const problem = new ProblemError('vault.locked');
  expect(await runSecretly(() => Promise.reject(problem), told.push.bind(told))).toBeNull();
  expect(told.at(-1)).toEqual({ pending: false, error: problem });
});
