import { createServer } from 'node:net';
import { z } from 'zod';
import { tlsCertificateSchema } from '../../protocol/misbehaving/catalogue.ts';
import type { RunningServer, TlsIdentity } from '../http/server.ts';
import type { MisbehavingTool } from './app.ts';

const httpsSchema = z.record(tlsCertificateSchema, z.url());

type Listen = (port: number, tls?: TlsIdentity) => Promise<RunningServer>;

/** Starts the tool's http server and one https server per certificate, on any free ports, and tells the tool where they are. All are closed together. */
export async function listenMisbehaving(tool: MisbehavingTool, listen: Listen, port = 0): Promise<RunningServer> {
  const running: RunningServer[] = [];
  const close = async () => {
    await Promise.all(running.map((server) => server.close()));
  };
  try {
    const http = await listen(port);
    running.push(http);
    const https: [string, string][] = [];
    for (const certificate of tlsCertificateSchema.options) {
      const server = await listen(0, tool.identities[certificate]);
      running.push(server);
      https.push([certificate, server.url]);
    }
    const closedPort = await portThatWasFree();
    tool.knowAddresses({ http: http.url, https: httpsSchema.parse(Object.fromEntries(https)), closedPort });
    return { url: http.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A port of 127.0.0.1 that was given and returned: nothing listens there. */
function portThatWasFree(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
