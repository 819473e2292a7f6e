import { expect, test } from 'vitest';
import { createKeeper } from './keeper.ts';

/** A keeper whose sends are answered by hand. */
function keeperByHand() {
  const sent: { value: string; keep: () => void; fail: () => void }[] = [];
  const keeper = createKeeper(
    (value: string) =>
      new Promise<void>((keep, refuse) => sent.push({ value, keep, fail: () => refuse(new Error('core is away')) })),
  );
  return { keeper, sent, values: () => sent.map(({ value }) => value) };
}

test('sends the newest of what changed, once', async () => {
  const { keeper, sent, values } = keeperByHand();
  keeper.change('a');
  keeper.change('ab');
  expect(keeper.isWaiting()).toBe(true);
  const kept = keeper.flush();
  sent[0]?.keep();
  await kept;
  await keeper.flush();
  expect(values()).toEqual(['ab']);
  expect(keeper.isWaiting()).toBe(false);
});

test('what could not be kept waits to be sent again', async () => {
  const { keeper, sent, values } = keeperByHand();
  keeper.change('typed');
  const lost = keeper.flush();
  sent[0]?.fail();
  await lost;
  expect(keeper.isWaiting()).toBe(true);
  void keeper.flush();
  expect(values()).toEqual(['typed', 'typed']);
});

test('an older form that was lost takes no newer one away', async () => {
  const { keeper, sent, values } = keeperByHand();
  keeper.change('old');
  const first = keeper.flush();
  keeper.change('new');
  const second = keeper.flush();
  sent[0]?.fail();
  sent[1]?.fail();
  await Promise.all([first, second]);
  void keeper.flush();
  expect(values()).toEqual(['old', 'new', 'new']);
});
