import { expect, test } from 'vitest';
import { relayToCore } from './relay.ts';

const relayed = (isRecent: boolean) => {
  const asked: string[] = [];
  const relay = relayToCore(
    async (command) => {
      asked.push(command);
      return { ok: true, output: {} };
    },
    { saw: () => {}, isRecent: () => isRecent },
  );
  return { asked, relay };
};

test('a window may not give the commands of main', async () => {
  const { asked, relay } = relayed(true);
  for (const name of ['credentials.copy', 'vault.presence']) {
    expect(await relay(name, {})).toMatchObject({ ok: false, problem: { code: 'command.unknown', params: { name } } });
  }
  expect(asked).toEqual([]);
});

test('a secret is revealed only after a press of a key or button', async () => {
  const without = relayed(false);
  expect(await without.relay('credentials.reveal', {})).toMatchObject({ problem: { code: 'vault.needs-gesture' } });
  expect(await without.relay('credentials.list', {})).toEqual({ ok: true, output: {} });
  expect(without.asked).toEqual(['credentials.list']);
  const after = relayed(true);
  expect(await after.relay('credentials.reveal', {})).toEqual({ ok: true, output: {} });
});
