import { MutationObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { beginChange, createQueryClient } from './queries.ts';

/** A change as a screen that is shown begins it, with answers given by hand. */
function shownChange() {
  const answers: { give: (value: string) => void; refuse: (error: Error) => void }[] = [];
  const observer = new MutationObserver<string, Error, string>(createQueryClient(), {
    mutationFn: () => new Promise((give, refuse) => answers.push({ give, refuse })),
  });
  const leave = observer.subscribe(() => undefined);
  const change = (input: string, outcome: Parameters<typeof beginChange<string, string>>[2]) =>
    beginChange((given: string) => observer.mutate(given), input, outcome);
  const asked = (count: number) => vi.waitFor(() => expect(answers).toHaveLength(count));
  return { observer, answers, leave, change, asked };
}

test('the outcome of a change is heard although the screen was left meanwhile', async () => {
  const { answers, leave, change, asked } = shownChange();
  const onSuccess = vi.fn();
  change('new', { onSuccess });
  await asked(1);
  leave();
  answers[0]?.give('made');
  await vi.waitFor(() => expect(onSuccess).toHaveBeenCalledWith('made'));
});

test('the outcomes of two changes are both heard, failures too', async () => {
  const { answers, change, asked } = shownChange();
  const heard: string[] = [];
  const outcome = {
    onSuccess: (made: string) => void heard.push(made),
    onError: ({ message }: Error) => void heard.push(message),
  };
  change('first', outcome);
  await asked(1);
  change('second', outcome);
  await asked(2);
  answers[1]?.give('second made');
  answers[0]?.refuse(new Error('first refused'));
  await vi.waitFor(() => expect(heard).toEqual(['second made', 'first refused']));
});

test('a change that fails with nobody to hear it is told by the mutation alone', async () => {
  const { observer, answers, change, asked } = shownChange();
  change('new', undefined);
  await asked(1);
  answers[0]?.refuse(new Error('refused'));
  await vi.waitFor(() => expect(observer.getCurrentResult().error?.message).toBe('refused'));
});
