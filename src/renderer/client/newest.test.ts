import { expect, test, vi } from 'vitest';
import { createNewest } from './newest.ts';

function answerByHand() {
  let give: (value: string) => void = () => undefined;
  let refuse: (error: Error) => void = () => undefined;
  const answer = new Promise<string>((resolve, reject) => {
    give = resolve;
    refuse = reject;
  });
  return { answer, give, refuse };
}

test('a late answer to an earlier question takes nothing away from the newer one', async () => {
  const newest = createNewest();
  const shown: string[] = [];
  const failed = vi.fn();
  const slow = answerByHand();
  const quick = answerByHand();
  newest(slow.answer, (value) => shown.push(value), failed);
  newest(quick.answer, (value) => shown.push(value), failed);
  quick.give('pasted');
  await quick.answer;
  slow.give('fetched');
  await slow.answer;
  expect(shown).toEqual(['pasted']);
});

test('neither does its failure', async () => {
  const newest = createNewest();
  const failed = vi.fn();
  const slow = answerByHand();
  const quick = answerByHand();
  newest(slow.answer, () => undefined, failed);
  newest(quick.answer, () => undefined, failed);
  slow.refuse(new Error('too late'));
  await slow.answer.catch(() => undefined);
  expect(failed).not.toHaveBeenCalled();
  quick.refuse(new Error('refused'));
  await quick.answer.catch(() => undefined);
  expect(failed).toHaveBeenCalledOnce();
});
