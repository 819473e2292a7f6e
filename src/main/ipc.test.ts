import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHostCommands, type HostPorts } from './host-commands.ts';
import { admit, runHostCommand } from './ipc.ts';
import type { Sender } from './security/sender.ts';
import { createTrust } from './security/trust.ts';

const trust = createTrust('app://countersign');
trust.register(1, 'app');
trust.register(2, 'launch');
const window: Sender = { contentsId: 1, frame: { url: 'app://countersign/index.html', isTop: true } };
const message = { command: 'vault.state', input: {} };

test('a message from the app’s own page is admitted', () => {
  expect(admit(window, trust, message)).toEqual({ message });
});

test.each<[string, Sender]>([
  ['a launch view', { ...window, contentsId: 2 }],
  ['unknown contents', { ...window, contentsId: 3 }],
  ['a frame that is gone', { ...window, frame: null }],
  ['a sub-frame', { ...window, frame: { url: 'app://countersign/index.html', isTop: false } }],
  ['a page without an address', { ...window, frame: { url: '', isTop: true } }],
  ['a longer host', { ...window, frame: { url: 'app://countersign.evil/', isTop: true } }],
  ['a user name before another host', { ...window, frame: { url: 'app://countersign@evil/', isTop: true } }],
  ['a user name before our host', { ...window, frame: { url: 'app://evil@countersign/', isTop: true } }],
  ['a port', { ...window, frame: { url: 'app://countersign:80/', isTop: true } }],
  ['our address in a path', { ...window, frame: { url: 'https://app//countersign/', isTop: true } }],
  ['a file', { ...window, frame: { url: 'file:///app://countersign/', isTop: true } }],
  ['about:blank', { ...window, frame: { url: 'about:blank', isTop: true } }],
])('a message from %s is refused with an answer', (_who, sender) => {
  expect(admit(sender, trust, message)).toMatchObject({ refusal: { ok: false, problem: { code: 'sender.refused' } } });
});

const cycle: Record<string, unknown> = {};
cycle.self = cycle;

test.each<[string, unknown, string]>([
  ['a message that is none', 'vault.state', 'input.invalid'],
  ['a message with more than was agreed', { ...message, id: 'x' }, 'input.invalid'],
  ['a message without a command', { command: '', input: {} }, 'input.invalid'],
  ['a cycle', { command: 'a', input: cycle }, 'input.invalid'],
  ['a message beyond the limit', { command: 'a', input: 'x'.repeat(9_000_000) }, 'input.too-large'],
])('%s is refused', (_what, raw, code) => {
  expect(admit(window, trust, raw)).toMatchObject({ refusal: { ok: false, problem: { code } } });
});

test('a refused sender learns nothing of its message', () => {
  const refused = admit({ ...window, contentsId: 9 }, trust, 'nonsense');
  expect(refused).toMatchObject({ refusal: { problem: { code: 'sender.refused' } } });
});

function commands(ports: Partial<HostPorts> = {}) {
  const unexpected = () => {
    throw new Error('not expected');
  };
  return createHostCommands({
    runtimeInfo: unexpected,
    chooseFolder: unexpected,
    openDataFolder: unexpected,
    placeLaunchView: unexpected,
    writeClipboard: unexpected,
    copySecret: unexpected,
    copySecretText: unexpected,
    openExternal: unexpected,
    setTheme: unexpected,
    chooseFile: unexpected,
    chooseSavePath: unexpected,
    openCsv: unexpected,
    saveClearExport: unexpected,
    ...ports,
  });
}

test('host commands act on parsed input only', async () => {
  const copied: string[] = [];
  const host = commands({ writeClipboard: (text) => copied.push(text) });
  expect(await runHostCommand({ command: 'host.copyText', input: { text: 'a' } }, host)).toEqual({
    ok: true,
    output: {},
  });
  expect(await runHostCommand({ command: 'host.copyText', input: { text: 5 } }, host)).toMatchObject({
    ok: false,
    problem: { code: 'input.invalid', field: 'text' },
  });
  expect(copied).toEqual(['a']);
});

test('a file is saved where the person says, under a name every system takes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-ipc-'));
  const asked: string[] = [];
  const host = commands({
    chooseSavePath: async (_title, name, extensions) => {
      asked.push(name, ...extensions);
      return asked.length > 2 ? null : join(folder, name);
    },
  });
  const input = { title: 'Report', name: 'A/B.html', extensions: ['html'], content: { as: 'bytes', base64: '/wA=' } };
  expect(await runHostCommand({ command: 'host.saveFile', input }, host)).toEqual({
    ok: true,
    output: { saved: true, path: join(folder, 'A-B.html') },
  });
  expect(readFileSync(join(folder, 'A-B.html'))).toEqual(Buffer.from([0xff, 0x00]));
  expect(await runHostCommand({ command: 'host.saveFile', input }, host)).toEqual({ ok: true, output: null });
  expect(asked).toEqual(['A-B.html', 'html', 'A-B.html', 'html']);
  rmSync(folder, { recursive: true });
});

test.each(['host.unknown', 'toString', '__proto__', 'constructor'])('%s is no host command', async (command) => {
  expect(await runHostCommand({ command, input: {} }, commands())).toEqual({
    ok: false,
    problem: { code: 'command.unknown', params: { name: command } },
  });
});

test('a failure inside a host command is an answer too', async () => {
  const host = commands({ openExternal: () => Promise.reject(new Error('no browser')) });
  expect(await runHostCommand({ command: 'host.openExternal', input: { url: 'https://a.example' } }, host)).toEqual({
    ok: false,
    problem: { code: 'internal', params: {}, detail: 'no browser' },
  });
});
