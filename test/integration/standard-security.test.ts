import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { CredentialDraft } from '../../src/protocol/models/vault/vault.ts';
import { Bench } from './bench.ts';

const tlsFile = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../fixtures/tls/test-only-${name}`, import.meta.url)));

const contract = `
openapi: 3.1.0
info: { title: Standard, version: '1' }
components:
  securitySchemes:
    token: { type: http, scheme: Bearer }
    login: { type: http, scheme: basic }
    certificate: { type: mutualTLS }
paths:
  /token: { get: { operationId: byToken, security: [{ token: [] }], responses: { '200': { description: ok } } } }
  /login: { get: { operationId: byLogin, security: [{ login: [] }], responses: { '200': { description: ok } } } }
  /certificate:
    get: { operationId: byCertificate, security: [{ certificate: [] }], responses: { '200': { description: ok } } }
`;

type Seen = { path: string; authorization: string | undefined; subject: string | undefined };

let bench: Bench;
let servers: { server: Server; host: string; seen: Seen[] }[] = [];

/** A server that asks for a certificate and sends `/elsewhere` on to another. */
async function serve(next: () => string): Promise<(typeof servers)[number]> {
  const seen: Seen[] = [];
  const server = createServer(
    { cert: tlsFile('server.cert.pem'), key: tlsFile('server.key.pem'), requestCert: true, rejectUnauthorized: false },
    ({ url = '', headers, socket }, response) => {
      const subject = socket instanceof TLSSocket ? socket.getPeerCertificate().subject : undefined;
      seen.push({ path: url, authorization: headers.authorization, subject: subject?.CN?.toString() });
      if (next() !== '') response.writeHead(302, { location: next() });
      response.end('ok');
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return { server, host: `localhost:${port}`, seen };
}

beforeAll(async () => {
  bench = new Bench(undefined, [tlsFile('authority.cert.pem').toString()]);
  await bench.createVault();
  await bench.call('contracts.import', { id: 'standard', text: contract });
  const other = await serve(() => '');
  servers = [await serve(() => `https://${other.host}/elsewhere`), other];
});
afterAll(async () => {
  await bench.remove();
  for (const { server } of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function send(operationId: string, draft: CredentialDraft) {
  const [first] = servers;
  const credential = await bench.call('credentials.create', { draft: { ...draft, allowedHosts: [first?.host ?? ''] } });
  const connection = await bench.call('connections.create', {
    draft: {
      name: operationId,
      contractId: 'standard',
      baseUrl: `https://${first?.host}`,
      credentialId: credential.id,
      environment: 'test',
    },
  });
  const id = await bench.start(connection, operationId, {});
  return { exchange: await bench.ended(id), seen: servers.map(({ seen }) => seen.at(-1)) };
}

const common = { name: 'Any', allowedHosts: [] };

test('a bearer token and a password are sent to the allowed host, kept from the other and hidden in the history', async () => {
  const bearer = await send('byToken', { kind: 'bearer', ...common, token: 'canary-token-1' });
  expect(bearer.seen.map((one) => one?.authorization)).toEqual(['Bearer canary-token-1', undefined]);
  expect(bearer.exchange.hops.map(({ status }) => status)).toEqual([302, 200]);
  expect(JSON.stringify(bearer.exchange)).not.toContain('canary-token-1');

  const basic = await send('byLogin', { kind: 'basic', ...common, username: 'jos\u00e9', password: 'canary:pass' });
  // RFC 7617 §2.1: in UTF-8.
  expect(basic.seen.map((one) => one?.authorization)).toEqual(['Basic am9zw6k6Y2FuYXJ5OnBhc3M=', undefined]);
  expect(JSON.stringify(basic.exchange)).not.toContain('am9zw6k6Y2FuYXJ5OnBhc3M');
});

test('a client certificate is shown to the allowed host and to no other', async () => {
  const pkcs12 = tlsFile('other.p12').toString('base64');
  const draft = { kind: 'client-certificate', ...common, certificate: '', privateKey: '', pkcs12 } as const;
  const { seen, exchange } = await send('byCertificate', { ...draft, passphrase: 'test-only' });
  expect(exchange.hops.map(({ status }) => status)).toEqual([302, 200]);
  expect(seen.map((one) => one?.subject)).toEqual([expect.stringContaining('other'), undefined]);
});
