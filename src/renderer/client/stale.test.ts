import { InfiniteQueryObserver, QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { createQueryClient } from './queries.ts';
import { makeStale, onceFetched } from './stale.ts';

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

test('a change of a list while its next page is under way is made again when the page is there', async () => {
  const client = createQueryClient();
  const answers: ((rows: string[]) => void)[] = [];
  const queryKey = ['exchanges.list'];
  const observer = new InfiniteQueryObserver(client, {
    queryKey,
    queryFn: () => new Promise<string[]>((resolve) => answers.push(resolve)),
    initialPageParam: 0,
    getNextPageParam: (_last, pages) => pages.length,
  });
  observer.subscribe(() => undefined);
  const asked = (count: number) => vi.waitFor(() => expect(answers).toHaveLength(count));
  const rows = () => observer.getCurrentResult().data?.pages.flat();
  await asked(1);
  answers[0]?.(['x running']);
  await vi.waitFor(() => expect(rows()).toEqual(['x running']));

  void observer.fetchNextPage();
  await asked(2);
  const finish = () =>
    client.setQueryData<{ pages: string[][]; pageParams: number[] }>(queryKey, (data) =>
      data === undefined
        ? data
        : { ...data, pages: data.pages.map((page) => page.map((row) => row.replace('running', 'finished'))) },
    );
  finish();
  onceFetched(client, queryKey, finish);
  answers[1]?.(['y finished']);
  await vi.waitFor(() => expect(rows()).toEqual(['x finished', 'y finished']));
  const again = vi.fn();
  onceFetched(client, queryKey, again);
  await new Promise((resolve) => setImmediate(resolve));
  expect(again).not.toHaveBeenCalled();
});
