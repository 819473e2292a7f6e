import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Page } from 'playwright';
import { vi } from 'vitest';
import type { Exchange } from '../../src/protocol/models/exchanges/exchange.ts';
import { run } from '../e2e/harness/index.ts';

export type HostileTool = {
  url: string;
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
};

/** A server that answers as the test says and remembers what it was asked for. */
export async function startHostileTool(
  answer: (path: string, request: IncomingMessage, response: ServerResponse) => void,
): Promise<HostileTool> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://tool.localhost').pathname;
    asked.push(path);
    request.resume();
    answer(path, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://tool.localhost:${address.port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Sets up a vault and a connection to the tool. Answers with the connection's id. */
export async function connectTo(window: Page, tool: HostileTool): Promise<string> {
  const { state } = await run(window, 'vault.status', {});
  if (state === 'absent') {
    const method = { kind: 'passphrase', passphrase: 'only for this security test' } as const;
    await run(window, 'vault.create', { method });
  }
  const { id: credentialId } = await run(window, 'credentials.create', {
    draft: {
      kind: 'oauth-consumer',
      name: 'Hostile tool',
      consumerKey: 'key',
      secret: 'not a secret',
      allowedHosts: [new URL(tool.url).host],
    },
  });
  const { id } = await run(window, 'connections.create', {
    draft: {
      name: 'Hostile tool',
      contractId: 'vitalsource-launch',
      baseUrl: tool.url,
      credentialId,
      environment: 'test',
    },
  });
  return id;
}

/** Launches at the connection, shows the launch view and waits until `isDone` of the exchange. */
export async function launchAt(
  window: Page,
  connectionId: string,
  mode: 'window' | 'iframe',
  isDone: (exchange: Exchange) => boolean,
): Promise<Exchange> {
  const form = { connectionId, operationId: 'launchBook', values: [] };
  const { id } = await run(window, 'exchanges.launch', { form, anyway: true, mode });
  const bounds = { x: 300, y: 200, width: 500, height: 300 };
  await window.evaluate(
    `window.countersign.host('host.placeLaunchView', ${JSON.stringify({ exchangeId: id, bounds })})`,
  );
  return vi.waitFor(
    async () => {
      const exchange = await run(window, 'exchanges.get', { id });
      if (!isDone(exchange)) throw new Error(`The launch did not go on as expected: ${JSON.stringify(exchange.hops)}`);
      return exchange;
    },
    { timeout: 15_000, interval: 50 },
  );
}
