import { contextBridge, ipcRenderer } from 'electron';
import type { BridgeName, CountersignBridge } from '../protocol/bridge.ts';
import type { channels as protocolChannels, Result } from '../protocol/envelope.ts';
import type { AppEvent } from '../protocol/events.ts';

/** Named here and checked by type, because importing the protocol's value would bundle its schemas into every page load. */
const channels: typeof protocolChannels = {
  command: 'countersign:command',
  host: 'countersign:host',
  event: 'countersign:event',
};
const bridgeName: BridgeName = 'countersign';

/** Events kept for the first listener; main sends few before the window listens. */
const keptEvents = 200;

const listeners = new Set<(event: AppEvent) => void>();
let early: AppEvent[] | null = [];

ipcRenderer.on(channels.event, (_ipcEvent, event: AppEvent) => {
  if (early !== null) {
    if (early.length < keptEvents) early.push(event);
    return;
  }
  for (const listener of listeners) listener(event);
});

/** A message that cannot be copied between processes (a function, a DOM node) never leaves the window: say so as a result. */
async function ask(channel: string, name: string, input: unknown): Promise<Result> {
  try {
    return await ipcRenderer.invoke(channel, { command: name, input });
  } catch (error) {
    return {
      ok: false,
      problem: { code: 'input.invalid', params: {}, detail: error instanceof Error ? error.message : String(error) },
    };
  }
}

const bridge: CountersignBridge = Object.freeze({
  command: (name: string, input: unknown) => ask(channels.command, name, input),
  host: (name: string, input: unknown) => ask(channels.host, name, input),
  onEvent: (listener: (event: AppEvent) => void) => {
    listeners.add(listener);
    const kept = early ?? [];
    early = null;
    for (const event of kept) listener(event);
    return () => {
      listeners.delete(listener);
    };
  },
});

contextBridge.exposeInMainWorld(bridgeName, bridge);
