import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { moveBack, moveData } from '../../../src/core/storage/move/move.ts';
import { pointerName } from '../../../src/core/storage/move/pointer.ts';
import { someDraft } from '../../../src/core/storage/test-support.ts';
import { Bench, passphrase, startTool } from '../../integration/bench.ts';
import { CoreEnded, CoreProcess } from './core-process.ts';
import { mayMount, SmallDisk } from './small-disk.ts';
import { soak } from './soak.ts';

let bench: Bench;
let elsewhere: string;
beforeEach(async () => {
  bench = new Bench();
  elsewhere = mkdtempSync(join(tmpdir(), 'countersign-elsewhere-'));
  await bench.createVault();
});
afterEach(async () => {
  await bench.remove();
  rmSync(elsewhere, { recursive: true, force: true });
});

const unlock = () => bench.call('vault.unlock', { method: { kind: 'passphrase', passphrase } });
const names = async () => (await bench.call('connections.list', {})).map(({ name }) => name);
const connect = (name: string) => bench.call('connections.create', { draft: someDraft({ name, credentialId: null }) });

/** An exchange whose answer is too large for the database, so that it lies in a file. */
async function exchangeWithLargeBody(): Promise<string> {
  const tool = await startTool((_request, response) => {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ large: 'x'.repeat(3_000_000) }));
  });
  onTestFinished(() => tool.close());
  const { id } = await bench.send(await bench.connectTo(tool.url), 'listToolProviders', {});
  return id;
}

test('all data moves, the vault with it, and the old copy stays until it is removed', async () => {
  const exchangeId = await exchangeWithLargeBody();
  expect(readdirSync(join(bench.folder, 'bodies'))).not.toEqual([]);
  const backup = await bench.call('backups.create', {});
  const exchange = await bench.call('exchanges.get', { id: exchangeId });
  const before = await names();
  await bench.call('vault.lock', {});

  const to = join(elsewhere, 'not there yet', 'data');
  const moved = await bench.call('data.move', { to });
  expect(moved).toMatchObject({ home: bench.folder, folder: to, old: bench.folder, present: true, homeHasData: true });
  expect(bench.events.at(-1)).toEqual({ type: 'workspace.replaced' });
  expect(await bench.call('workspace.status', {})).toMatchObject({ dataFolder: to });

  await connect('Made after the move');
  await bench.restart();
  expect((await names()).toSorted()).toEqual([...before, 'Made after the move'].toSorted());
  expect(await bench.call('exchanges.get', { id: exchangeId })).toEqual(exchange);
  expect(await bench.call('backups.list', {})).toEqual([backup]);
  await unlock();
  const { text } = await bench.call('exchanges.body', { id: exchangeId, hop: 0, offset: 2_000_000, limit: 5 });
  expect(text).toBe('xxxxx');

  expect(await bench.refusal('data.move', { to: join(elsewhere, 'again') })).toMatchObject({ code: 'move.old-there' });
  expect(await bench.call('data.removeOld', {})).toEqual({ removed: bench.folder });
  expect(readdirSync(bench.folder).toSorted()).toEqual(['countersign.lock', pointerName]);
  expect(await bench.refusal('data.removeOld', {})).toMatchObject({ code: 'not-found' });

  expect(await bench.call('data.move', { to: bench.folder })).toMatchObject({ folder: bench.folder, old: to });
  expect((await names()).toSorted()).toEqual([...before, 'Made after the move'].toSorted());
  await bench.call('data.removeOld', {});
  expect(readdirSync(bench.folder)).not.toContain(pointerName);
  expect(readdirSync(join(elsewhere, 'not there yet'))).toEqual([]);
});

describe('the old folder stays in charge, and open, when', () => {
  const refused = async (to: string, code: string) => {
    await connect('Kept');
    expect(await bench.refusal('data.move', { to })).toMatchObject({ code });
    expect(await bench.call('data.location', {})).toMatchObject({ folder: bench.folder, old: null });
    expect(await bench.call('vault.status', {})).toMatchObject({ state: 'unlocked' });
    await bench.restart();
    expect(await names()).toEqual(['Kept']);
  };

  test('the new one is not empty', async () => {
    writeFileSync(join(elsewhere, 'thesis.txt'), 'mine');
    await refused(elsewhere, 'move.not-empty');
    expect(readdirSync(elsewhere)).toEqual(['thesis.txt']);
  });
  test('it lies in the old one', () => refused(join(bench.folder, 'inside'), 'move.inside'));
  test('it is the old one', () => refused(bench.folder, 'move.inside'));
  test('it is around the old one', () => refused(tmpdir(), 'move.inside'));
  test('a link leads into the old one', () => {
    symlinkSync(bench.folder, join(elsewhere, 'link'));
    return refused(join(elsewhere, 'link', 'inside'), 'move.inside');
  });
  test('it is given by a relative path', () => refused(relative(process.cwd(), elsewhere), 'input.invalid'));
  test('a file is in its place', () => {
    writeFileSync(join(elsewhere, 'file'), '');
    return refused(join(elsewhere, 'file'), 'storage.read-only');
  });
  test.skipIf(!mayMount())('there is no room', () => {
    const disk = new SmallDisk(2);
    disk.fill(100_000);
    rmSync(elsewhere, { recursive: true });
    symlinkSync(disk.folder, elsewhere);
    return refused(join(elsewhere, 'data'), 'storage.full');
  });
  test.skipIf(!mayMount())('nothing may be written there', () => {
    const disk = new SmallDisk(2);
    disk.forbidWriting();
    return refused(join(disk.folder, 'data'), 'storage.read-only');
  });
});

test('a copy that does not open gives way to the old folder, and to another try', async () => {
  await connect('Kept');
  await bench.core.close();
  const to = join(elsewhere, 'data');
  await moveData(bench.folder, bench.folder, to);
  moveBack(bench.folder);
  await bench.restart();
  expect(await bench.call('data.location', {})).toMatchObject({ folder: bench.folder, old: null });
  expect(await names()).toEqual(['Kept']);
  await connect('Made since');
  await bench.call('data.move', { to });
  expect(await names()).toEqual(expect.arrayContaining(['Kept', 'Made since']));
});

const rounds = soak ? 40 : 3;
test(`killed while it moves, ${rounds} times: one folder is in charge, with all that is there`, {
  timeout: 600_000,
}, async () => {
  await exchangeWithLargeBody();
  await connect('Kept');
  const before = (await names()).toSorted();
  await bench.core.close();
  let inCharge = bench.folder;
  for (let round = 0; round < rounds; round += 1) {
    const core = new CoreProcess(bench.folder);
    onTestFinished(() => core.kill());
    await core.ready;
    // The same place again where the last try was cut off.
    const to = inCharge === bench.folder ? join(elsewhere, 'data') : bench.folder;
    const moving = core.call('data.move', { to }).then(
      () => true,
      (error) => {
        if (error instanceof CoreEnded) return false;
        throw error;
      },
    );
    setTimeout(() => core.kill(), Math.random() * 120);
    const acknowledged = await moving;
    if (acknowledged) core.kill();
    await core.ended;

    const again = new CoreProcess(bench.folder);
    onTestFinished(() => again.kill());
    await again.ready;
    const location = await again.call('data.location', {});
    expect([inCharge, to]).toContain(location.folder);
    if (acknowledged) expect(location.folder).toBe(to);
    expect((await again.call('connections.list', {})).map(({ name }) => name).toSorted()).toEqual(before);
    if (location.old !== null) await again.call('data.removeOld', {});
    inCharge = location.folder;
    again.kill();
    await again.ended;
  }
});

describe('a folder that is not there', () => {
  let there: string;
  beforeEach(async () => {
    there = join(elsewhere, 'disk');
    await connect('On the disk');
    await bench.call('data.move', { to: join(there, 'data') });
    await bench.call('data.removeOld', {});
    await bench.core.close();
    renameSync(there, join(elsewhere, 'other name'));
  });

  test('is told, and nothing is begun in its place', async () => {
    // As the mount point of a disk that is not plugged in.
    mkdirSync(join(there, 'data'), { recursive: true });
    const core = new CoreProcess(bench.folder);
    onTestFinished(() => core.kill());
    await expect(core.ready).rejects.toMatchObject({
      problem: { code: 'storage.moved-missing', params: { path: join(there, 'data') } },
    });
    expect(await core.call('data.location', {})).toMatchObject({ present: false, homeHasData: false });
    await expect(core.call('connections.list', {})).rejects.toMatchObject({
      problem: { code: 'storage.moved-missing' },
    });
    expect(readdirSync(join(there, 'data'))).toEqual([]);
    core.kill();
  });

  test('is found under its other name', async () => {
    await bench.restart();
    expect(await bench.refusal('data.use', { folder: elsewhere })).toMatchObject({ code: 'move.no-data' });
    await bench.call('data.use', { folder: join(elsewhere, 'other name', 'data') });
    expect(await names()).toEqual(['On the disk']);
    expect(await bench.refusal('data.use', { folder: elsewhere })).toMatchObject({ code: 'move.reachable' });
    expect(await bench.refusal('data.useHome', {})).toMatchObject({ code: 'move.reachable' });
    await bench.restart();
    expect(await names()).toEqual(['On the disk']);
  });

  test('is left where it is by who starts anew', async () => {
    await bench.restart();
    expect(await bench.call('data.useHome', {})).toMatchObject({ folder: bench.folder, present: true });
    expect(await names()).toEqual([]);
  });

  test('a pointer that cannot be read is told, not passed over', async () => {
    writeFileSync(join(bench.folder, pointerName), '{"folder": ');
    await bench.restart();
    expect(await bench.refusal('connections.list', {})).toMatchObject({ code: 'storage.pointer-damaged' });
    await bench.call('data.use', { folder: join(elsewhere, 'other name', 'data') });
    expect(await names()).toEqual(['On the disk']);
  });
});
