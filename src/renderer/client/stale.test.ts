import { QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { createQueryClient } from './queries.ts';
import { makeStale } from './stale.ts';

/** A query that is shown, whose answers are given by hand. */
function shownQuery() {
  const client = createQueryClient();
  const answers: ((value: string) => void)[] = [];
  const queryFn = () => new Promise<string>((resolve) => answers.push(resolve));
  const observer = new QueryObserver(client, { queryKey: ['exchanges.get', { id: 'x' }], queryFn });
  observer.subscribe(() => undefined);
  const asked = (count: number) => vi.waitFor(() => expect(answers).toHaveLength(count));
  const shows = (value: string) => vi.waitFor(() => expect(observer.getCurrentResult().data).toBe(value));
  return { client, answers, asked, shows };
}

test('an answer that was asked for before the news is asked for again', async () => {
  const { client, answers, asked, shows } = shownQuery();
  await asked(1);
  makeStale(client, { queryKey: ['exchanges.get'] });
  makeStale(client, { queryKey: ['exchanges.get', { id: 'x' }] });
  answers[0]?.('running');
  await shows('running');
  await asked(2);
  answers[1]?.('finished');
  await shows('finished');
  expect(answers).toHaveLength(2);
});

test('an answer that is shown is fetched anew at once, and none of another name', async () => {
  const { client, answers, asked, shows } = shownQuery();
  await asked(1);
  answers[0]?.('running');
  await shows('running');
  makeStale(client, { queryKey: ['exchanges.list'] });
  makeStale(client);
  await asked(2);
  answers[1]?.('finished');
  await shows('finished');
});

test('news while the answer to earlier news is under way are not lost', async () => {
  const { client, answers, asked, shows } = shownQuery();
  await asked(1);
  answers[0]?.('first');
  await shows('first');
  makeStale(client);
  makeStale(client);
  await asked(3);
  answers[1]?.('second');
  answers[2]?.('third');
  await shows('third');
});
