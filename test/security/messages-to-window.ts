import type { ElectronApplication } from 'playwright';
import { z } from 'zod';
import { channels } from '../../src/protocol/envelope.ts';

const recordedSchema = z.array(z.string());

/** From now on keeps every answer and event the window is given, as JSON. */
export async function recordMessages(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ ipcMain, BrowserWindow }, names) => {
    const recorded: string[] = [];
    Reflect.set(globalThis, 'recordedMessages', recorded);
    const keep = (value: unknown) => {
      recorded.push(JSON.stringify(value) ?? '');
      return value;
    };
    const handlers: unknown = Reflect.get(ipcMain, '_invokeHandlers');
    if (!(handlers instanceof Map)) throw new Error('The handlers were not found.');
    for (const name of [names.command, names.host]) {
      const handler: unknown = handlers.get(name);
      if (typeof handler !== 'function') throw new Error(`There is no handler for ${name}.`);
      // Electrons differ: in some the handler replies itself, in others what it returns is the reply.
      handlers.set(name, async (event: { _reply?: (value: unknown) => void }, ...rest: unknown[]) => {
        const reply = event._reply?.bind(event);
        if (reply !== undefined) event._reply = (value) => reply(keep(value));
        return keep(await handler(event, ...rest));
      });
    }
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('There is no window.');
    const send = window.webContents.send.bind(window.webContents);
    window.webContents.send = (channel, ...rest) => {
      keep(rest);
      send(channel, ...rest);
    };
  }, channels);
}

export async function recordedMessages(app: ElectronApplication): Promise<string[]> {
  return recordedSchema.parse(await app.evaluate(() => Reflect.get(globalThis, 'recordedMessages')));
}
