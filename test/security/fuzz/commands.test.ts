import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type CommandName, commands } from '../../../src/protocol/commands/index.ts';
import type { Result } from '../../../src/protocol/envelope.ts';
import { Bench } from '../../integration/bench.ts';
import { nearlyValid } from './from-schema.ts';
import { hostileValue } from './hostile.ts';
import { drawn, longest, seed, withoutHang } from './settings.ts';

const names = z.array(z.custom<CommandName>()).parse(Object.keys(commands));

/**
 * What these do with input that fits leaves the core: a key derivation that is slow on purpose, servers that start, other data
 * put in place, or a request on the network. They are given what does not fit.
 */
const outside: ReadonlySet<string> = new Set([
  'vault.create',
  'vault.unlock',
  'vault.lock',
  'vault.addSlot',
  'vault.changePassphrase',
  'vault.rotate',
  'workspace.createSandbox',
  'sandbox.start',
  'sandbox.stop',
  'catcher.start',
  'advantage.addresses',
  'backups.create',
  'backups.restore',
  'data.move',
  'data.removeOld',
  'data.use',
  'data.useHome',
  'diagnosis.jwks',
  'storeSetup.export',
  'portability.exportVault',
  'registrations.fetch',
  'registrations.create',
  'registrations.begin',
  'registrations.createSandboxTool',
]);

let bench: Bench;
const unhandled: unknown[] = [];
const keep = (reason: unknown) => unhandled.push(reason);

beforeAll(async () => {
  process.on('unhandledRejection', keep);
  bench = new Bench();
  await bench.createVault();
});
afterAll(async () => {
  await bench.remove();
  process.off('unhandledRejection', keep);
});

/** An answer of the documented shape, or a problem that is no bug of ours. */
function checkAnswer(name: CommandName, result: Result): void {
  if (!result.ok) {
    if (result.problem.code === 'internal') throw new Error('it failed by a bug of ours');
    return;
  }
  const { error } = commands[name].output.safeParse(result.output);
  if (error !== undefined) throw new Error(`its answer is of another shape: ${error.message}`);
}

async function ask(name: CommandName, input: unknown): Promise<void> {
  const result = await withoutHang(name, () => bench.core.dispatch(name, input));
  checkAnswer(name, result);
}

/** Told with the failure: what cannot be written as JSON is named by its kind. */
function shown(input: unknown): string {
  try {
    return (JSON.stringify(input) ?? String(input)).slice(0, 500);
  } catch {
    return typeof input;
  }
}

async function askAll(name: CommandName, inputs: readonly unknown[]): Promise<void> {
  const schema = commands[name].input;
  for (const input of inputs) {
    if (outside.has(name) && schema.safeParse(input).success) continue;
    await ask(name, input).catch((error: unknown) => {
      throw new Error(`${name}, seed ${seed}, given ${shown(input)}`, { cause: error });
    });
  }
  expect(unhandled).toEqual([]);
}

describe('every command answers', () => {
  /** The same for all: each is refused at its door by all commands. */
  const hostile = drawn(hostileValue, 10_000);
  test.each(names)('%s, given values of any kind', { timeout: longest }, (name) => askAll(name, hostile));

  /** Fewer than of the hostile ones, since most of these get past the door and to the database. */
  test.each(names)('%s, given what nearly fits', { timeout: longest }, (name) =>
    askAll(name, drawn(nearlyValid(commands[name].input), 200)),
  );

  test('nothing given to it has changed what all objects inherit', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect('polluted' in {}).toBe(false);
  });
});
